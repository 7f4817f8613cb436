"""What a sentence tells of the rows of a table one after the other, each made of the same columns, and one isn't: 三县高等地占比分别为50%、40%和75%; 三洲检疫1520批，截获212批 of columns that make 1520 and 202."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from zzlib.audit.judging.claim import NumericClaim, Operand, statement
from zzlib.audit.judging.relations import FigureRelation, TiedFigure, tied_mention
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import (
    DECLINE,
    DIFFERENCE,
    GROWTH,
    HOLDS,
    QUOTIENT,
    SHARE,
    ClaimFormula,
    Printed,
    Verdict,
    judge,
    total_of,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, RATIOS, TIMES, written
from zzlib.audit.reading.reading import Mention, ReadSentence
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role
from zzlib.audit.tables.made_numbers import has_unit_of
from zzlib.audit.tables.made_tables import MadeColumn, MadeTable, made_tables

_CHANCE = 0.05
"""How likely it may be at most that columns make the numbers of all rows but one by chance."""
_TELLING = 10
_SPANS = re.compile("[；。]")


@dataclass(frozen=True)
class _Made:
    """What two cells make by a formula, and the words for them."""

    kind: str
    formula: ClaimFormula
    operands: tuple[Printed, ...]
    tied: tuple[TiedFigure, ...]
    said: str

    def exact(self, stated: Mention) -> Fraction | None:
        """Give what it is, but for rounding."""
        return judge(self.formula, self.operands, stated.quantity.printed)[1]

    def holds(self, stated: Mention) -> bool:
        """Say whether it is what a text tells."""
        return judge(self.formula, self.operands, stated.quantity.printed)[0] in HOLDS


def told_in_step_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Accuse the one number of the rows of a table that isn't made of them as the others are."""
    tables = [table for table in made_tables(register) if table.calls]
    for sentence in register.reading.sentences if tables else ():
        done: set[int] = set()
        for table in tables:
            for told in _told(sentence, table.calls):
                found = (claim for ways in _ways_of(table, told) if (claim := _odd_one(ways)))
                for claim in (c for c in found if c.entry not in done):
                    done.add(claim.entry)
                    yield claim
            yield from _odd_totals(sentence, table)


def _told(sentence: ReadSentence, names: dict[str, int]) -> Iterator[list[tuple[Mention, int]]]:
    """Give the numbers of a kind that a sentence tells of several rows, each with its row."""
    pattern = regex("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    told: dict[tuple[str, str], list[tuple[Mention, int]]] = {}
    for mention in sentence.mentions:
        since = mention.previous.quantity.end if mention.previous is not None else 0
        found = [names[match[0]] for match in pattern.finditer(sentence.text, since, mention.quantity.start)]
        series = mention.series
        if series:
            ahead = [names[m[0]] for m in pattern.finditer(_SPANS.split(series[0].text_before)[-1])]
            found = ahead[-len(series) :][series.index(mention) :][:1] if len(ahead) >= len(series) else []
        if found and not mention.quantity.hedge and mention.quantity.value > 0:
            told.setdefault((mention.dimension, mention.quantity.bare_unit), []).append((mention, found[-1]))
    for group in told.values():
        if len({row for _, row in group}) == len(group) > 1:
            yield group


def _ways_of(table: MadeTable, told: Sequence[tuple[Mention, int]]) -> Iterator[list[tuple[Mention, _Made]]]:
    """Give each way in which columns may make what is told of the rows."""
    first = told[0][0]
    rows = [row for _, row in told]
    columns = [c for c in table.columns if all(row in c.cells for row in rows)]
    percent, times = first.dimension == PERCENT, first.dimension == TIMES
    for one, other in permutations([c for c in columns if not c.is_percent], 2):
        if percent:
            yield [(m, _made("share", SHARE, (one, other), row, table)) for m, row in told]
            yield [(m, _growth((one, other), row, table)) for m, row in told]
        elif first.dimension in RATIOS and not times:
            continue
        else:
            yield [(m, _made("average", QUOTIENT, (one, other), row, table)) for m, row in told]
            if not times and has_unit_of(one, first) and has_unit_of(other, first):
                yield [(m, _apart((one, other), row, table)) for m, row in told]


def _made(kind: str, formula: ClaimFormula, of: tuple[MadeColumn, MadeColumn], row: int, table: MadeTable) -> _Made:
    said = "、".join(f"“{c.name}”{c.texts[row]}" for c in of)
    one, other = (c.cells[row] for c in of)
    return _Made(kind, formula, (one, other), tuple(c.tied[row] for c in of), f"{table.labels[row]}{said}")


def _growth(of: tuple[MadeColumn, MadeColumn], row: int, table: MadeTable) -> _Made:
    now, then = (c.cells[row].value for c in of)
    return _made("growth", GROWTH if now >= then else DECLINE, of, row, table)


def _apart(of: tuple[MadeColumn, MadeColumn], row: int, table: MadeTable) -> _Made:
    return _made("difference", DIFFERENCE, tuple(sorted(of, key=lambda c: -c.cells[row].value)), row, table)  # type: ignore[arg-type]


def _odd_one(told: Sequence[tuple[Mention, _Made]]) -> NumericClaim | None:
    """Give what is wrong of the only number that isn't made so, where the others are by no chance, and it is one slip off."""
    off = [(m, made) for m, made in told if not made.holds(m)]
    if len(off) != 1:
        return None
    chance = 1.0
    for m, _ in told:
        chance *= 1.0 if m is off[0][0] else min(1.0, 2 * float(m.quantity.step / m.quantity.value))
    (stated, made), own = off[0], off[0][0].quantity
    exact = made.exact(stated)
    if exact is None or chance > _CHANCE or not is_slip(own, round(exact / own.step) * own.step, short=True):
        return None
    return _claim(stated, made, exact)


def _claim(stated: Mention, made: _Made, exact: Fraction) -> NumericClaim:
    own = stated.quantity
    right = written(exact, own)
    message = f"由表中{made.said} 算，应为 {right}，文中写 {own.text}；同一句里别的都合得上"
    operands = tuple(Operand(f"{float(p.value):g}", f"{float(p.value):g}", "") for p in made.operands)
    claim = statement(
        made.kind, stated, Verdict.WRONG, message, operands=operands, recomputed=right, named=True, firm=True
    )
    scaled = made.formula.compute(*(t.printed.value for t in made.tied)) != exact
    return (
        claim
        if scaled
        else replace(claim, relation=FigureRelation(made.formula, tied_mention(stated, own.printed), made.tied))
    )


def _odd_totals(sentence: ReadSentence, table: MadeTable) -> Iterator[NumericClaim]:
    """Judge what is told of all rows beside another number that a column makes: 三处合计60张床、1146床夜."""
    plain = [
        m for m in sentence.mentions if not m.series and not m.quantity.hedge and m.role in (Role.LEVEL, Role.TOTAL)
    ]
    columns = [
        c
        for c in table.columns
        if not c.is_rate and len(table.parts) > 1 and all(row in c.cells for row in table.parts)
    ]
    plain = [m for m in plain if m.dimension not in RATIOS and m.quantity.value >= _TELLING]
    made = {c: _total(c, table) for c in columns}
    exact = {c: sum((p.value for p in total.operands), Fraction(0)) for c, total in made.items()}
    held = {m.number: c for m in plain for c in columns if exact[c] == m.quantity.value}
    rest = [(m, c) for m in plain if m.number not in held for c in columns if c not in held.values()]
    off = [(m, made[c], exact[c]) for m, c in rest if is_slip(m.quantity, exact[c], short=True) and _is_called(c, m)]
    printed = {c.cells[row].value for c in columns for row in c.cells}
    off = [one for one in off if one[0].quantity.value not in printed]
    if held and len(off) == 1 and not table.has_total:
        yield _claim(*off[0])


def _total(c: MadeColumn, table: MadeTable) -> _Made:
    cells = tuple(c.cells[row] for row in table.parts)
    said = f"“{c.name}”{'、'.join(c.texts[row] for row in table.parts)}"
    return _Made("sum", total_of(len(cells)), cells, tuple(c.tied[row] for row in table.parts), said)


def _is_called(c: MadeColumn, m: Mention) -> bool:
    """Say whether words at a number, or its unit, are of a column's head."""
    said = m.before + m.quantity.unit + m.after
    if len(c.unit) > 1 and c.unit in m.quantity.unit + m.after[:1]:
        return True
    return has_unit_of(c, m) and any(c.name[at : at + 2] in said for at in range(len(c.name) - 1))
