"""Which units words mean: those of a list that the month knows, those of several at once, those past the lines that words draw."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from zzlib.audit.against.ledger_bounds import BOUND, holds, with_per_cents
from zzlib.audit.against.ledger_scopes import Scopes
from zzlib.audit.against.ledger_units import UnitsOfMonth
from zzlib.audit.against.ledger_words import ListOfUnits
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import number_in
from zzlib.periods import month_of

_IDLE = re.compile(
    r"真正|单位|乡镇|部门|成员|(?<!本)月报表?|报表|材料|的|[还仍尚另]|[有共只仅才就]|\W|[一二三四五六七八九十]是|[一二两三四五六七八九十]+家|^[你他我]们|^其余|^里头?|^，"
)
_JOINED = "(?:、|但是?|却|而且?|并且?|又|也|且|虽然?|里头?|当中|中|可|，)*"


@dataclass(frozen=True)
class UnitsMeant:
    """Units that a sentence may mean: the figure's own reading first."""

    called: str
    choices: tuple[frozenset[str], ...]
    figure: str = ""


class MembersMeant:
    """Knows which units of a month words mean."""

    def __init__(self, scopes: Scopes, units: UnitsOfMonth) -> None:
        self._scopes, self._units, self._words, self._month = scopes, units, scopes.words, scopes.month

    def by_words(self, said: str, month: str = "", *, alone: bool = False) -> UnitsMeant | None:
        """Give the units that words mean, all of them: 本月未报, or several lists' at once: 交了表却一分钱没到; `alone` where nothing says that units are counted."""
        said = self._plain(said)
        told: tuple[ListOfUnits, ...] = next(
            ((known,) for known in self._words.list if known.fits(said) or known.fits(month + said)), ()
        )
        told = told or next(self._several(said, 0), ())
        if alone and not any(known.alone for known in told):
            return None
        meant = [self._known(known) for known in told]
        found = [units for units in meant if units is not None]
        if len(found) < max(len(meant), 1):
            return None
        if len(found) == 1:
            return found[0]
        all_of = (frozenset[str].intersection(*choice) for choice in product(*(units.choices for units in found)))
        return UnitsMeant("、".join(units.called for units in found), tuple(dict.fromkeys(all_of)))

    def _plain(self, said: str) -> str:
        now = month_of(self._month.period)
        said = regex(rf"(?<!\d){now}月份?(?![底末])").sub("本月", said)
        said = regex(r"(?:截至|到)?([一二三四五六七八九十]{1,3}|\d+)月[底末]").sub(
            lambda m: "" if number_in(m[1]) == now else m[0], said
        )
        return regex("[是为]$").sub("", _IDLE.sub("", said))

    def _several(self, said: str, start: int) -> Iterator[tuple[ListOfUnits, ...]]:
        """Give the lists whose words, one behind the other, are all that is said."""
        if start == len(said):
            yield ()
        start = regex(_JOINED).match(said, start).end()  # type: ignore[union-attr]
        for known in self._words.list:
            if (end := known.end(said, start)) > start:
                yield from ((known, *more) for more in self._several(said, end))

    def _known(self, known: ListOfUnits) -> UnitsMeant | None:
        """Give the units of a list, if the month's figure counts as many."""
        figure = self._month.figures.get(known.figure)
        members = self._units.members(known.members)
        if figure is None or figure.incomplete or figure.value != len(members):
            return None
        wider = self._month.units.query(known.wider)["unit_id"] if known.wider else ()
        choices = [members, members - self._units.members(known.apart), members | {f"unit:{u}" for u in wider}]
        choices += [self._units.members(known.either)] if known.either else []
        return UnitsMeant(figure.label.removesuffix("的单位"), tuple(choices), known.figure)

    def by_bounds(self, lead: str) -> UnitsMeant | None:
        """Give the units past the lines that words draw: 完成年度目标25%以上、不足80%的, 到位资金1000万元以上的."""
        lead = with_per_cents(regex("过半(?=的|$)").sub("50%以上", lead))
        bounds = [m for m in BOUND.finditer(lead) if m["unit"] or m["unit2"]]
        ranged = any(m["high"] for m in bounds)
        if not bounds or (
            not ranged and not regex(r"(?:以上|以下|以内|之间|不足|低于|不到|没到|过|高于)").search(lead)
        ):
            return None
        measure = lead[: bounds[0].start()]
        figure = self._measure(measure, percent=(bounds[0]["unit"] or bounds[0]["unit2"]) == "%")
        rest = self._words.plain(regex(BOUND).sub("", lead[bounds[0].start() :]))
        if figure is None or regex("但|而|含|不|责任|县直|[这那]?一?(?:档次?|段|区间|线)").sub("", rest):
            return None
        kept, roughly = (
            frozenset(u for u, value in values.items() if all(holds(bound, value) for bound in bounds))
            for values in (self._units.values(figure), self._units.values(figure, incomplete=True))
        )
        label = self._units.label(figure) + lead[len(measure) :].partition("的")[0]
        return UnitsMeant(label, (kept & self._units.members({"with_funds": True}), kept, roughly))

    def _measure(self, said: str, *, percent: bool) -> str | None:
        rest = self._scopes.piece(said).rest
        if percent:
            rest = regex(
                "^[处落居介][在于]|^有?(?:钱|资金)?(?:进资|[进入到]账|资金到位|到位资金)但?连?|^[有但]|在$"
            ).sub("", rest)
            hangs, named = self._words.relation(rest), self._words.subject(rest)
            own = named is not None and named.id == "funds_completion"
            return "funds_completion" if own or rest in ("", "完成") or hangs == ("completion", "") else None
        subject = self._words.subject(rest.rstrip("在"))
        return subject.id if subject and "@" not in subject.id else None
