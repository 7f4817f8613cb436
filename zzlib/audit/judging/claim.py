"""A claim: what a document states, what its own numbers yield, and the verdict."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from zzlib.audit.judging.leeway import is_beyond
from zzlib.audit.judging.relations import FigureRelation, Place, TiedFigure, tied_mention, told_again
from zzlib.audit.numbers.arithmetic import HOLDS, ClaimFormula, Printed, Verdict, judge, kinder
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import MONEY, Quantity, written
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.reading import Mention, ReadSentence, stripped
from zzlib.audit.reading.roles import CHANGES, Role

_PRICE = re.compile("(?:标准|[单售票水气电]价)(?:为|是)?(?:每[一-龥]{1,3})?$")
_SCHEDULED, _A_QUARTER = re.compile("(?:序时|时序|时间|均衡)进度（?(?:为|是)?$"), 25
_AT_LEAST = re.compile("(?:至少|不少于|不低于)[一-龥]{0,4}$")
UNBOUND = "不能确定它由哪些数算出"
OF_ANOTHER = "作分母才得"
"""What a share says of which another printed number is the whole."""
OF_OLDER = "疑是旧稿的数没有改"
"""What a figure says that another printed number makes, which an older draft may have had."""


@dataclass(frozen=True)
class Operand:
    """A number that a claim rests on, as printed."""

    text: str
    value: str
    unit: str


@dataclass(frozen=True)
class Elsewhere:
    """What another document says of the same thing: its name, the place there, what is printed there; and the place `here`."""

    file: str
    where: str
    stated: str
    here: str


@dataclass(frozen=True, kw_only=True)
class NumericClaim:
    """One claim, as `zz audit --json` writes it.

    `place` is the paragraph or table, `cell` its row and column, `entry` the number of its figure among those of the
    text (0: a cell, or no figure).
    """

    file: str = ""
    sentence: str
    kind: str
    subject: str = ""
    operands: tuple[Operand, ...] = ()
    stated: str
    unit: str = ""
    recomputed: str = ""
    verdict: Verdict = Verdict.UNVERIFIABLE
    message: str = ""
    place: int = 0
    entry: int = 0
    cell: tuple[int, int] | None = None
    against: Elsewhere | None = None
    """What an earlier document says of it, if it was held against one."""
    where: str = field(default="", compare=False)
    """Where a person finds it: 附表.xlsx 工作表“到位”第 3 行."""
    proof: tuple[Mention, ...] = field(default=(), compare=False, repr=False)
    """The mentions that the verdict rests on, for claims that build on this one."""
    named: bool = field(default=False, compare=False, repr=False)
    """Whether the words name all numbers that it rests on, so that no others can be meant."""
    said: bool = field(default=False, compare=False, repr=False)
    """Whether the text says in so many words that these numbers make it up, so that nothing further need confirm it."""
    firm: bool = field(default=False, compare=False, repr=False)
    """Whether other relations of the text prove it, so that no other printed number that gives the figure takes it back."""
    trial: "Trial | None" = field(default=None, compare=False, repr=False)
    """What was computed, for claims that fall with this one."""
    again: tuple[Place, ...] = field(default=(), compare=False, repr=False)
    """Where else the same wrong figure stands, which is told with this one."""
    falls: bool = field(default=False, compare=False, repr=False)
    """Whether it was computed, and only a figure that is to blame elsewhere makes it fail."""
    relation: FigureRelation | None = field(default=None, compare=False, repr=False)
    """Of a claim about cells what it judges; of one about numbers of the text the trial tells it."""

    @property
    def exact(self) -> Fraction | None:
        """What its operands make, where that was computed."""
        return self.trial.exact if self.trial is not None else None

    @property
    def used(self) -> tuple[Mention, ...]:
        """The mentions that it was computed from."""
        return self.trial.binding.operands if self.trial is not None else ()

    @property
    def numbers(self) -> set[int]:
        """The numbers of the text that it is of and rests on; with 0 where it is of none."""
        return {self.entry, *(mention.number for mention in self.proof)}

    @property
    def stands(self) -> Place:
        """Where its figure stands: a cell, or a number of the text."""
        return (self.place, *self.cell) if self.cell is not None else (self.entry,)

    def to_json(self) -> dict[str, Any]:
        """Give the claim as `zz audit --json` prints it."""
        against = {"against": asdict(self.against)} if self.against is not None else {}
        return {
            "file": self.file,
            "where": self.where,
            "sentence": self.sentence,
            "kind": self.kind,
            "subject": self.subject,
            "operands": [{"text": o.text, "value": o.value, "unit": o.unit} for o in self.operands],
            "stated": self.stated,
            "unit": self.unit,
            "recomputed": self.recomputed,
            "verdict": str(self.verdict),
            "message": self.message,
            "entry": self.entry,
            "rests_on": [mention.number for mention in self.proof],
        } | against


@dataclass(frozen=True)
class Binding:
    """Operands found for a result, and the formula that ought to give it; `extra` are exact numbers (months) after them."""

    formula: ClaimFormula
    operands: tuple[Mention, ...]
    extra: tuple[Quantity, ...] = ()

    @property
    def printed(self) -> list[Printed]:
        """The operands as printed.

        A target or a price without decimals is a set number, and so is the schedule of a quarter (75%): it is no rougher
        than the finest amount beside it (down to two decimals of its unit), so that 13亿元 beside 4.12亿元 is not taken
        for anything between 12.5 and 13.5.
        """
        finest = min((m.quantity.step for m in self.operands), default=Fraction(1))
        return [_as_target(m, finest) for m in self.operands] + [quantity.printed for quantity in self.extra]

    @property
    def quantities(self) -> list[Quantity]:
        """All operands."""
        return [*(mention.quantity for mention in self.operands), *self.extra]

    @property
    def rough(self) -> bool:
        """Say whether an operand is only roughly stated."""
        return any(quantity.hedge in words().hedges.rough for quantity in self.quantities)


def _as_target(mention: Mention, finest: Fraction) -> Printed:
    quantity = mention.quantity
    priced = quantity.dimension == MONEY and _PRICE.search(mention.before) is not None
    quarter = quantity.value % _A_QUARTER == 0 and _SCHEDULED.search(mention.text_before) is not None
    if not (mention.role == Role.TARGET or priced or quarter) or "." in quantity.number:
        return quantity.printed
    return replace(quantity.printed, step=min(quantity.step, max(finest, quantity.scale / 100)))


@dataclass(frozen=True)
class Trial:
    """A binding and what came of it."""

    binding: Binding
    verdict: Verdict
    exact: Fraction | None
    result: Quantity


def settle(
    kind: str,
    result: Mention,
    bindings: Sequence[Binding],
    *,
    certain: bool,
    likely: bool = False,
    why_not: str = "",
    strict_hedge: bool = True,
) -> tuple[NumericClaim, Trial | None]:
    """Judge a result by the kindest of its possible bindings; only a certain binding makes it wrong, a likely one doubtful.

    `why_not` says why nothing can be held against it; `strict_hedge=False` judges a result that says 至少 … 以上.
    """
    blank = _claim(kind, result)
    if not bindings:
        return replace(blank, verdict=Verdict.UNVERIFIABLE, message=why_not or "文中没有印出可供核对的数"), None
    best: Trial | None = None
    for binding in bindings:
        verdict, exact = judge(binding.formula, binding.printed, _just_told(result, binding))
        if best is None or kinder(verdict, best.verdict):
            best = Trial(binding, verdict, exact, result.quantity)
    assert best is not None
    verdict = best.verdict
    if (strict_hedge and result.quantity.hedge) or best.binding.rough:
        beyond = certain and verdict == Verdict.WRONG
        beyond = beyond and is_beyond(best.binding.formula, best.binding.quantities, result.quantity, best.exact)
        verdict = Verdict.WRONG if beyond else Verdict.HEDGED
    elif (
        verdict == Verdict.WRONG
        and result.role in CHANGES
        and _AT_LEAST.search(result.before)
        and (best.exact or 0) >= result.quantity.value
    ):
        verdict = Verdict.HEDGED  # 至少增加了15所
    elif verdict == Verdict.WRONG and not certain:
        verdict = Verdict.DOUBTFUL if likely else Verdict.UNVERIFIABLE
    if verdict == Verdict.UNVERIFIABLE:
        return replace(blank, message=_message(verdict, best, result)), best
    claim = replace(
        blank,
        operands=tuple(operand(quantity) for quantity in best.binding.quantities),
        subject=subject_of(best.binding.operands[0]) if best.binding.operands else blank.subject,
        recomputed="" if best.exact is None else written(best.exact, result.quantity),
        verdict=verdict,
        message=_message(verdict, best, result),
        proof=best.binding.operands,
        trial=best,
    )
    return claim, best


def relation_of(claim: NumericClaim, stated: Mention) -> FigureRelation | None:
    """Give the relation that a claim about a number of the text judges, as far as it tells one."""
    if claim.relation is not None:
        return claim.relation
    trial = claim.trial
    if trial is not None and trial.result.text == stated.quantity.text:
        binding = trial.binding
        places: list[Place] = [*((m.number,) for m in binding.operands), *([()] * len(binding.extra))]
        tied = map(TiedFigure, places, binding.quantities, binding.printed)
        return FigureRelation(binding.formula, tied_mention(stated, trial.result.printed), tuple(tied))
    again = claim.proof[0] if claim.kind == "consistency" and len(claim.proof) == 1 else None
    if again is None or again.dimension != stated.dimension or claim.recomputed != again.quantity.text:
        return None
    return told_again(stated, again)


def _just_told(result: Mention, binding: Binding) -> Printed:
    """Give a result as printed, as finely as the finest of its operands where words say that it is just that: 相加恰好5亿元."""
    printed, just = (
        result.quantity.printed,
        regex(f"{any_of(words().hedges.just)}[是为等于有]{{0,2}}$").search(result.before),
    )
    finest = (q.step for q in binding.quantities if just and q.dimension == result.dimension)
    return replace(printed, step=min(finest, default=printed.step))


def operand(quantity: Quantity) -> Operand:
    """Give a quantity as an operand."""
    return Operand(quantity.text, quantity.number, quantity.unit)


def subject_of(mention: Mention) -> str:
    """Say what a number is of, in the words of the document."""
    own = f"{mention.lead}{mention.after}" if stripped(mention.lead + mention.after) else mention.context
    return own.strip("的、，")[-24:]


def statement(
    kind: str, mention: Mention, verdict: Verdict, message: str, used: Iterable[Mention] = (), **more: Any
) -> NumericClaim:
    """Give a claim about a number that no formula was tried on; it rests on the numbers `used`."""
    proof = tuple(used)
    rests = {"operands": tuple(operand(m.quantity) for m in proof), "proof": proof}
    return replace(_claim(kind, mention), verdict=verdict, message=message, **(rests | more))


def reckoned(
    kind: str, mention: Mention, made: tuple[Verdict, Fraction | None], shown: str, **more: Any
) -> NumericClaim:
    """Give a claim about a number that figures make which are told elsewhere: `shown` with their names."""
    verdict, exact = made
    right = "" if exact is None else written(exact, mention.quantity)
    said = "相符" if verdict in HOLDS else f"应为 {right}，文中写 {mention.quantity.text}"
    return statement(kind, mention, verdict, f"由{shown} 算，{said}", recomputed=right, named=True, **more)


def text_claim(
    sentence: ReadSentence, kind: str, stated: str, right: str, verdict: Verdict, message: str, **more: Any
) -> NumericClaim:
    """Give a claim about what a sentence says that is no single number of it: a ratio, a rank, a list."""
    claim = NumericClaim(sentence=sentence.original, place=sentence.paragraph, kind=kind, stated=stated)
    return replace(claim, recomputed=right, verdict=verdict, message=message, **more)


def doubted(claim: NumericClaim, why: str = "请核是不是由这些数算的") -> NumericClaim:
    """Turn an accusation into a doubt, and say what to look at."""
    return replace(claim, verdict=Verdict.DOUBTFUL, message=f"{claim.message}；{why}")


def _claim(kind: str, result: Mention) -> NumericClaim:
    return NumericClaim(
        sentence=result.sentence.original,
        kind=kind,
        subject=subject_of(result),
        stated=result.quantity.text,
        unit=result.quantity.unit,
        place=result.sentence.paragraph,
        entry=result.number,
    )


def _message(verdict: Verdict, trial: Trial, result: Mention) -> str:
    used = "、".join(quantity.text for quantity in trial.binding.quantities)
    value = "" if trial.exact is None else written(trial.exact, result.quantity)
    match verdict:
        case Verdict.OK:
            return f"由 {used} 算得 {value}，相符"
        case Verdict.REACHABLE:
            return f"由印出的 {used} 算得 {value}；还原四舍五入前的数可以得到 {result.quantity.text}，不算错"
        case Verdict.TRUNCATED:
            return f"由 {used} 算得 {value}，文中写 {result.quantity.text}，是截去尾数而没有四舍五入"
        case Verdict.WRONG:
            turned = trial.exact is not None and trial.exact * result.quantity.value < 0
            said = f"“{result.before.lstrip('，、；')}{result.quantity.text}”" if turned else f" {result.quantity.text}"
            return f"由 {used} 算，应为 {value}，文中写{said}"
        case Verdict.DOUBTFUL:
            return f"若由 {used} 算，应为 {value}，文中写 {result.quantity.text}；请核是不是由这些数算的"
        case Verdict.HEDGED:
            return f"数是约数或界线，不作严格判断；由 {used} 算得 {value}"
    return UNBOUND
