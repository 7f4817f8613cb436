"""Claims held against the ledger: a number whose subject is a figure of the month must be that figure, rounded."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache

from zzlib.audit.arithmetic import SAME, Printed, Verdict, judge
from zzlib.audit.blocks import DocumentBlock
from zzlib.audit.claim import NumericClaim, Operand, statement
from zzlib.audit.quantities import COUNT, MONEY, PERCENT, written
from zzlib.audit.reading import Mention, Reading, read
from zzlib.audit.roles import Role, growth_sign
from zzlib.audit.spans import as_of
from zzlib.data import DataModel, package_toml
from zzlib.indicators import Explainer, Figure, Month, measured
from zzlib.indicators.catalogue import of_kind
from zzlib.kinds import Kinds
from zzlib.ledger import Ledger
from zzlib.ledger.registry import read_registry
from zzlib.periods import month_of

_DIMENSIONS = {"yuan": MONEY, "count": COUNT, "ratio": PERCENT, "mu": "land"}
_IDLE = re.compile(
    r"^(?:(?:截至\S{0,8}月底?|全县|我县|其中|目前|现已|已|累计|共|实际|项目和)+)|(?:已|仅有|仅|只有|共|累计|为|达到|达|是|有|的)+$"
)
_OTHER_TIME = re.compile(r"去年|上年|同期|当月|本月|上月|季度|\d{4}年")
_MORE_CELLS = 3


class Subject(DataModel):
    """The words before a number that make it a figure of the catalogue, and the figures of the rates that follow it.

    A figure of one kind of project is written `funds_received@bond`.
    """

    id: str
    before: tuple[str, ...]
    growth: str = ""
    share: str = ""
    completion: str = ""


@cache
def subjects(kinds: Kinds) -> tuple[Subject, ...]:
    """Give the subjects of `ledger_figures.toml`, those of a kind of project for each of the county's."""
    data = package_toml(__package__, "ledger_figures.toml")
    found = [Subject.model_validate(entry) for entry in data["figure"]]
    written = {kind: data["kinds"].get(name, re.escape(name)) for kind, name in kinds.names}
    return tuple(own for subject in found for own in _for_kinds(subject, written))


def _for_kinds(subject: Subject, written: dict[str, str]) -> Iterator[Subject]:
    """Give a subject, one of `@kind` as it is of each kind; `written` is how documents write the kinds."""
    if not subject.id.endswith("@kind"):
        yield subject
        return
    for kind, pattern in written.items():
        names = {name: getattr(subject, name).replace("@kind", f"@{kind}") for name in ("id", "share")}
        yield subject.model_copy(update=names | {"before": tuple(b.replace("{kind}", pattern) for b in subject.before)})


def held_against_ledger(blocks: list[DocumentBlock], ledger: Ledger, month: Month | None = None) -> list[NumericClaim]:
    """Hold a document's numbers against the figures of the ledger's period; a stale one is named with the cells behind it."""
    month, reading = month or measured(ledger), read(blocks)
    cells = _Cells(ledger, month)
    return [
        _claim(mention, figure, cells)
        for mention, figure in figures_of(reading, month)
        if figure.value is not None and not mention.quantity.hedge and not figure.incomplete
    ]


def figures_of(reading: Reading, month: Month) -> Iterator[tuple[Mention, Figure]]:
    """Give the mentions that state a figure of the month, each with it."""
    names = _scopes_by_name(month)
    known = subjects(month.settings.kinds)
    for mention in reading.mentions:
        if not _speaks_of(reading, mention, month):
            continue
        scope, said = _scope_of(mention, names)
        subject = next((s for s in known if any(re.fullmatch(p, said) for p in s.before)), None)
        if subject is None or (mention.role == Role.TARGET and subject.id != "funds_target"):
            continue
        if "@" in subject.id and _names_another(mention, month.settings.kinds):
            continue
        pairs = [(mention, subject.id), *_rates_after(mention, subject)]
        yield from ((m, f) for m, name in pairs if (f := _figure(month, name, scope, m)) is not None)


def _scopes_by_name(month: Month) -> dict[str, str]:
    """Give the scope of each unit by any of its names, the longest first: own, full and former ones, decided aliases."""
    registry, own = read_registry(month.workspace, month.period), set(month.units["unit_id"])
    named = [*zip(month.units["unit"], month.units["unit_id"], strict=True)]
    named += [(name, registry.find(name, month.period)) for name in (*registry.names, *registry.aliases)]
    return {name: f"unit:{unit}" for name, unit in sorted(named, key=lambda pair: -len(pair[0])) if unit in own}


def _speaks_of(reading: Reading, mention: Mention, month: Month) -> bool:
    """Say whether a number is of the month: no base, no other time, no part of it."""
    if mention.role == Role.BASE or mention.dimension == PERCENT or mention.series:
        return False
    year = month.period[:4]
    if _OTHER_TIME.search(mention.lead.replace(f"{year}年", "")):
        return False
    spoken = as_of(reading, mention.sentence)
    return spoken is None or spoken.month == month_of(month.period)


def _scope_of(mention: Mention, names: dict[str, str]) -> tuple[str, str]:
    """Give the scope of a number, and the words before it that are left to say what it is."""
    said = re.sub(r"^(?:其中|截至\S{0,8}月底?)+", "", mention.before)
    for name, scope in names.items():
        if said.startswith((name, f"县{name}")):
            return scope, _IDLE.sub("", said[said.index(name) + len(name) :])
    return "county", _IDLE.sub("", _IDLE.sub("", said))


def _names_another(mention: Mention, kinds: Kinds) -> bool:
    """Tell whether a kind of project is the last of several that a number is of: 政策型、债券型项目6个."""
    earlier = mention.lead.removesuffix(mention.before)
    return earlier.endswith(tuple(f"{name}{joint}" for _, name in kinds.names for joint in "、和与"))


def _rates_after(mention: Mention, subject: Subject) -> Iterator[tuple[Mention, str]]:
    """Give the growth, the share and the completion that follow a figure in its segment, before any other amount."""
    for other in mention.behind:
        if other.depth > mention.depth and other.dimension == mention.dimension and not other.lead:
            continue  # 41229万元（4.12亿元），同比增长172.4%
        if other.segment != mention.segment or (other.dimension != PERCENT and other.role != Role.TARGET):
            return
        if other.role == Role.GROWTH and other.lead.startswith("同比") and subject.growth:
            yield other, subject.growth
        elif other.role == Role.SHARE and subject.share and "占" in other.lead:
            yield other, subject.share
        elif other.role == Role.SHARE and subject.completion == "funds_completion" and "完成" in other.lead:
            yield other, subject.completion


def _figure(month: Month, name: str, scope: str, mention: Mention) -> Figure | None:
    name, _, kind = name.partition("@")
    own, within = of_kind(name, kind, month.settings.kinds) if kind else (name, "county")
    figure = month.figures.get(own, scope if within == "county" else within if scope == "county" else "")
    return figure if figure and _DIMENSIONS[figure.unit] == mention.dimension else None


def _claim(mention: Mention, figure: Figure, cells: "_Cells") -> NumericClaim:
    value = _in_unit(figure, mention)
    verdict, _ = judge(SAME, [Printed(value, Fraction(1), True)], mention.quantity.printed)
    now = written(value, mention.quantity)
    said = {
        Verdict.WRONG: "文中的数已经过时",
        Verdict.TRUNCATED: f"文中写 {mention.quantity.text}，是截去尾数而没有四舍五入",
    }
    message = f"工作台本月的“{cells.called(figure)}”是 {now}，{said.get(verdict, '相符')}"
    if verdict == Verdict.WRONG:
        message += f"（{mention.quantity.text}）；出自 {cells.behind(figure)}"
    return statement(
        "consistency",
        mention,
        verdict if verdict in said else Verdict.OK,
        message,
        operands=(Operand(figure.text, _plain(value / mention.quantity.scale), mention.quantity.unit),),
        recomputed=now,
    )


def _in_unit(figure: Figure, mention: Mention) -> Fraction:
    assert figure.value is not None
    value = Fraction(figure.value)
    if figure.unit != "ratio":
        return value
    return abs(value) * 100 if growth_sign(mention.lead) < 0 and value < 0 else value * 100


def _plain(value: Fraction) -> str:
    return f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():f}"


class _Cells:
    """Names cells behind figures; files are read again only when something is stale."""

    def __init__(self, ledger: Ledger, month: Month) -> None:
        self._ledger, self._month = ledger, month
        self._explainer: Explainer | None = None

    def called(self, figure: Figure) -> str:
        """Give what people call a figure, with the kind of project that it is of."""
        kind = self._ledger.workspace.settings.kinds.labels.get(figure.scope.removeprefix("kind:"), "")
        return f"{figure.label}（{kind}）" if kind else figure.label

    def behind(self, figure: Figure) -> str:
        """Name the first cells of a figure, and how many there are."""
        self._explainer = self._explainer or Explainer(self._ledger, self._month)
        parts = self._explainer.explain(figure.figure, figure.scope).parts
        shown = [f"{p['file']} {p['sheet']}!{p['cell']}" for p in parts.head(_MORE_CELLS).to_dict("records")]
        more = f" 等 {len(parts)} 处" if len(parts) > _MORE_CELLS else ""
        scope = "" if figure.scope == "county" else f" --scope {figure.scope}"
        return "、".join(shown) + more + f"（zz explain {figure.figure} {self._ledger.period}{scope}）"
