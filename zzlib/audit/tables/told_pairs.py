"""Two rows of a table of which the text says that one has more than the other, and by how much: 云盘镇高出末位的洪田乡19.1个百分点; 最高的甲是最低的乙的1.52倍; 甲最多，乙最少，相差316.5毫米."""

import re
from collections.abc import Iterator

from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.numbers.arithmetic import Verdict, round_half_up
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import POINTS, RATIOS, TIMES
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.tables.made_numbers import has_unit_of
from zzlib.audit.tables.made_tables import MadeColumn, MadeTable, made_tables

_W = r"[^，；。：\d]"
_MORE, _LESS = "[高多大][于过出]?|领先于?|超出?过?", "[低少小][于出]?|落后于?|不及"
_WAY = f"(?<!最)(?:(?P<more>{_MORE})|(?P<less>{_LESS}))了?"
_BEYOND = tuple(
    re.compile(way)
    for way in (
        rf"{_W}{{0,12}}，?[反却则]?(?:比|较){_W}{{0,8}}~{_W}{{0,10}}?{_WAY}",
        rf"{_W}{{0,12}}?{_WAY}{_W}{{0,6}}~{_W}{{0,8}}",
        rf"{_W}{{0,4}}(?:(?P<more>最[多高大长])|(?P<less>最[少低小短])){_W}{{0,4}}，?而?~{_W}{{0,4}}(?:最[多高大长少低小短]|垫底|末位)，?{_W}{{0,8}}(?:相差|差距){_W}{{0,3}}",
    )
)
_TIMES = (re.compile(rf"{_W}{{0,10}}，?约?(?P<more>[是为]|相当于|达到?){_W}{{0,6}}~{_W}{{0,8}}"),)
_TELLING = 2


def told_pair_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Accuse what is told of two rows that holds only if they change places, as a column proves to the last digit."""
    tables = made_tables(register)
    for mention in register.reading.mentions if tables else ():
        if mention.quantity.hedge or mention.series or mention.quantity.digits < _TELLING:
            continue
        found = [pair for table in tables for pair in [_pair_of(mention, table)] if pair is not None]
        held = [_is_held(mention, table, *rows) for table, *rows in found]
        turned = [(pair, c) for pair in found for c in _is_held(mention, pair[0], pair[2], pair[1])]
        if turned and not any(held):
            (table, one, other), column = turned[0]
            names = table.labels[one], table.labels[other]
            shown = "、".join(f"{table.labels[row]}{column.texts[row]}" for row in (one, other))
            message = f"表中“{column.name}”{shown}，{names[1]}与{names[0]}换过来才合得上，名称或者高低、多少写反了"
            yield statement("order", mention, Verdict.WRONG, message, recomputed=shown, named=True, said=True)


def _pair_of(mention: Mention, table: MadeTable) -> tuple[MadeTable, int, int] | None:
    """Give the rows that a number is told to be between, first the one that is said to have more."""
    said, names = regex("[；。]").split(mention.text_before)[-1], table.calls
    told = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pair = list(regex(told).finditer(said))[-len(("one", "other")) :] if told else []
    if len({names[match[0]] for match in pair}) < len(("one", "other")):
        return None
    (first, second), (one, other) = pair, (names[match[0]] for match in pair)
    between = f"{said[first.end() : second.start()]}~{said[second.end() :]}"
    times = mention.dimension == TIMES
    for way in _TIMES if times else _BEYOND:
        match = way.fullmatch(between)
        if match:
            return (table, one, other) if match["more"] else (table, other, one)
    return None


def _is_held(mention: Mention, table: MadeTable, more: int, less: int) -> list[MadeColumn]:
    """Give the columns in which one row is beyond another by just what a number tells."""
    stated = mention.quantity
    columns = [c for c in table.columns if more in c.cells and less in c.cells]
    held = []
    for c in columns:
        one, other = c.cells[more].value, c.cells[less].value
        if stated.dimension == TIMES:
            made = one / other if other > 0 else Fraction(0)
        elif (stated.dimension == POINTS) != c.is_percent or (
            stated.dimension not in RATIOS and not has_unit_of(c, mention)
        ):
            continue
        else:
            made = (one - other) * (1 if stated.dimension == POINTS else c.scale or stated.scale)
        if made > 0 and round_half_up(made, stated.step) == stated.value:
            held.append(c)
    return held
