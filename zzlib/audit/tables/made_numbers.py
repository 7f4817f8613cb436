"""A number of the text as something that a table makes: judged by all that it may be, wrong where it is a slip of the only thing that it is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log10, prod

from zzlib.audit.judging.claim import NumericClaim, Operand, statement
from zzlib.audit.judging.relations import FigureRelation, bare_number, tied_mention
from zzlib.audit.judging.slips import is_permuted
from zzlib.audit.numbers.arithmetic import DIFFERENCE, PROVED, ClaimFormula, Printed, Verdict, judge
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, Quantity
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import CHANGES, Role
from zzlib.audit.tables.made_tables import MadeColumn, MadeTable, TableTerm
from zzlib.audit.tables.told_cells import ToldCells, plain_digits

_POWERS = (0, -4, 4, -8, 8)
"""Powers of ten between a number as a text and as a table prints it."""
_SCALES = {Fraction(1): "", Fraction(10**4): "万", Fraction(10**8): "亿"}
_RATIOS = ("share", "growth", "ratio")
_ROUGH, _ABOUT = 10, 0.2  # steps of a number of two digits; powers of ten by which none that holds is off
_FEW, _NEAR = 3, 2  # digits of a number that may be a slip; so many times as large is near


@dataclass(frozen=True)
class MadeNumber:
    """What a number of the text would be if it is made of terms of a table by a formula; `sure` if words name all of them."""

    kind: str
    formula: ClaimFormula
    terms: tuple[TableTerm, ...]
    sure: bool = True
    told: bool = False
    """Whether it is wrong however far off, not only by a slip of the pen, unless the document is long."""


def judged_as_made(mention: Mention, made: Sequence[MadeNumber], *, long: bool) -> NumericClaim | None:
    """Hold a number against all that it may be: any that it is explains it; else the only one that it is sure to be, or a slip of; in a `long` document it is wrong only by a slip."""
    stated = mention.quantity if mention.quantity.unit == "‰" else bare_number(mention.quantity)
    tried = [(number, *_tried(number, stated)) for number in made if number.sure or _is_about(number, stated)]
    for number, verdict, exact in tried:
        unit = _other_unit(mention, number) if verdict in PROVED else ""
        if verdict in PROVED and not unit:
            return _said(mention, number, verdict, exact)
        named = any(name in mention.lead for name in regex("“(..+?)”").findall(number.terms[0].said))
        if unit and (number.sure or (number.kind == "sum" and (stated.digits > _FEW or named))):
            return _in_other_unit(mention, number, unit)
    known = [(number, exact) for number, _, exact in tried if number.sure and exact is not None]
    if len({_rounded(exact, stated) for _, exact in known}) != 1:
        return None
    number, exact = known[0]
    base = next((m for m in reversed(mention.ahead) if m.role == Role.BASE), None)
    said = "".join(term.said for term in number.terms)
    if number.kind == "growth" and base and base.quantity.number not in said:
        return None  # 乡镇去年同期到位15460万元，今年增长10.5%
    level = mention.previous if mention.previous and mention.previous.segment == mention.segment else None
    of_level = level is not None and level.role == Role.LEVEL and level.dimension == MONEY
    # 城镇居民收入36520元，增长5.0%: of a table that has no such number in its row it is only asked about
    absent = of_level and level and plain_digits(level.quantity.number) not in plain_digits(said)
    wrong = Verdict.DOUBTFUL if number.kind == "growth" and absent else Verdict.WRONG
    right = _rounded(exact, stated)
    slipped = stated.digits >= _FEW and (is_permuted(stated, right) or _is_one_digit(stated, right))
    near = abs(right) < _NEAR * abs(stated.value) and abs(stated.value) < _NEAR * abs(right)
    told = number.told and not long and (near or number.kind in ("share", "growth", "difference"))
    if slipped or right == -stated.value or told:
        return _said(mention, number, wrong, exact)
    return _said(mention, number, Verdict.DOUBTFUL, exact) if near and number.kind != "sum" else None


def _is_about(number: MadeNumber, stated: Quantity) -> bool:
    """Say whether a number may hold, as far as a rough look tells: of what words don't name, most is far off."""
    printed = [stated.printed, *(term.printed for term in number.terms)]
    if number.kind not in ("sum", "average") or any(abs(p.value) < _ROUGH * p.step for p in printed if not p.exact):
        return True
    exact = number.formula.compute(*(p.value for p in printed[1:]))
    if not exact or not stated.value or stated.digits < _FEW - 1:
        return True
    apart = log10(abs(exact / stated.value))
    return any(abs(apart + power) < _ABOUT for power in _POWERS)


def _tried(number: MadeNumber, stated: Quantity) -> tuple[Verdict, Fraction | None]:
    """Judge a number in the power of ten that brings it next to what is made: tables and texts print other units."""
    printed = [term.printed for term in number.terms]
    power = _power(number, stated)
    if power is None:
        return judge(number.formula, printed, stated.printed)
    scale = Fraction(10) ** power
    first, *rest = printed
    turned = [Printed(first.value * scale, first.step * scale, first.exact), *rest]
    if number.formula is DIFFERENCE or number.kind == "sum":
        turned = [Printed(p.value * scale, p.step * scale, p.exact) for p in printed]
    return judge(number.formula, turned, stated.printed)


def _power(number: MadeNumber, stated: Quantity) -> int | None:
    """Give the power of ten that brings what is made next to a number; `None` for a ratio, or 0."""
    exact = Fraction(0) if number.kind in _RATIOS else number.formula.compute(*(t.printed.value for t in number.terms))
    if not exact:
        return None
    size, of = abs(float(exact)), max(abs(float(stated.value)), 1e-9)
    return min(_POWERS, key=lambda p: abs(log10(size * 10.0**p / of)))


def _other_unit(mention: Mention, number: MadeNumber) -> str:
    """Give the unit in which a number is what is made, where the table tells that of each term and the text prints another; "" for none."""
    power, quantity = _power(number, bare_number(mention.quantity)), mention.quantity
    scales = [term.scale for term in number.terms]
    if power is None or not all(scales) or quantity.scale not in _SCALES or quantity.unit[:1] in "百千":
        return ""
    by = scales[1:] if number.kind == "average" else ()
    meant = Fraction(scales[0], prod(by)) / Fraction(10) ** power
    unit = quantity.unit.removeprefix(_SCALES[quantity.scale])
    return "" if meant == quantity.scale or meant not in _SCALES else _SCALES[meant] + unit


def _in_other_unit(mention: Mention, number: MadeNumber, unit: str) -> NumericClaim:
    right, used = f"{mention.quantity.number}{unit}", "、".join(term.said for term in number.terms)
    message = f"由表中{used} 算，得 {right}，文中写 {mention.quantity.text}；单位似应为“{unit}”"
    operands = tuple(Operand(term.said, str(float(term.printed.value)), "") for term in number.terms)
    claim = statement("consistency", mention, Verdict.WRONG, message, operands=operands, recomputed=right)
    return replace(claim, named=True, firm=True)


def _rounded(exact: Fraction, stated: Quantity) -> Fraction:
    return Fraction(round(exact / stated.step)) * stated.step


def _is_one_digit(stated: Quantity, right: Fraction) -> bool:
    """Say whether a number is another but for one digit."""
    said, true = (str(abs(int(value / stated.step))) for value in (stated.value, right))
    return len(said) == len(true) and sum(a != b for a, b in zip(said, true, strict=True)) == 1


def _said(mention: Mention, number: MadeNumber, verdict: Verdict, exact: Fraction | None) -> NumericClaim:
    decimals = len(mention.quantity.number.partition(".")[2])
    right = f"{float(exact or 0):.{decimals}f}{mention.quantity.unit}"
    used = "、".join(term.said for term in number.terms)
    said = {Verdict.WRONG: f"应为 {right}，文中写 {mention.quantity.text}"}
    said[Verdict.DOUBTFUL] = f"应为 {right}，文中写 {mention.quantity.text}；请核是不是由这些数算的"
    message = f"由表中{used} 算，{said.get(verdict, f'得 {right}，相符')}"
    operands = tuple(Operand(term.said, str(float(term.printed.value)), "") for term in number.terms)
    kind = {"ratio": "growth"}.get(number.kind, number.kind)
    claim = statement(
        kind, mention, verdict, message, operands=operands, recomputed=right, named=True, firm=verdict == Verdict.WRONG
    )
    return replace(claim, relation=_relation(mention, number, exact))


def _relation(mention: Mention, number: MadeNumber, exact: Fraction | None) -> FigureRelation | None:
    """Give a number with the cells that make it, where the table prints all of them, in its own unit."""
    tied = tuple(term.tied for term in number.terms if term.tied is not None and term.tied.place)
    if len(tied) < len(number.terms) or exact != number.formula.compute(*(t.printed.value for t in tied)):
        return None
    return FigureRelation(number.formula, tied_mention(mention, bare_number(mention.quantity).printed), tied)


def made_number(
    kind: str, formula: ClaimFormula, terms: Sequence[TableTerm | None], *, sure: bool = True, told: bool = False
) -> Iterator[MadeNumber]:
    """Give a number made of terms, if a table has all of them and divides by no 0."""
    known = tuple(term for term in terms if term is not None)
    if len(known) == len(terms) and all(term.printed.value for term in known[1:]):
        yield MadeNumber(kind, formula, known, sure, told)


@dataclass(frozen=True)
class AskedNumber:
    """A number of the text, a table, and which cells the text prints."""

    mention: Mention
    table: MadeTable
    cells: ToldCells
    register: FigureRegister

    @property
    def clause(self) -> str:
        """The words of its own clause before it."""
        return self.mention.lead

    @property
    def is_told_again(self) -> bool:
        """Say whether the text prints the number in another place, too."""
        own = self.mention.quantity
        return sum(q.number == own.number for q in self.register.reading.by_value[own.value]) > 1

    def row(self) -> tuple[bool, int | None]:
        """Say whether words tell which row is meant, and which; `None` for all rows."""
        for said in (self.mention.lead, self.mention.thought):
            named = self.table.rows_named(said)
            if named:
                return len(named) == 1 or said is not self.mention.lead, named[0]
        return True, None

    def term(self, column: MadeColumn, row: int | None) -> TableTerm | None:
        """Give what a column has in a row, or in all."""
        return column.at(row, self.table.labels.get(row, "") if row is not None else "")

    def made(
        self, kind: str, formula: ClaimFormula, columns: Iterable[MadeColumn], row: int | None, **known: bool
    ) -> Iterator[MadeNumber]:
        """Give the number made of what columns have in a row, or in all."""
        return made_number(kind, formula, tuple(self.term(column, row) for column in columns), **known)


MadeReading = tuple[Callable[[Mention], object], Callable[[AskedNumber], Iterator[MadeNumber]]]
"""Which numbers may be such a thing, whatever a table has, and what one would be if a table makes it."""


def has_unit_of(column: MadeColumn, mention: Mention) -> bool:
    """Say whether a column may be in the unit of a number."""
    unit = column.unit
    is_money = unit.endswith("元") or (
        not unit and regex("[金款额费入出]|投资|支出|收入|产值").search(column.name) is not None
    )
    if mention.dimension in (MONEY, COUNT):
        return is_money == (mention.dimension == MONEY) and (
            is_money or not unit or unit[-1:] == mention.quantity.unit[-1:]
        )
    return not unit.endswith("元") and (not unit or unit[-1:] == mention.quantity.unit[-1:] or unit == "%")


def goes_with_text(mention: Mention, register: FigureRegister) -> bool:
    """Say whether a difference is that of the number right before it to another of the text: 再建280座，较今年建成数多6座, of 274."""
    now, said = mention.previous, mention.quantity.value
    if now is None or mention.role not in CHANGES or now.quantity.unit != mention.quantity.unit:
        return False
    then = {now.quantity.value - said, now.quantity.value + said}
    return any(q.unit == now.quantity.unit for value in then for q in register.reading.by_value.get(value, ()))
