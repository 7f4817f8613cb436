"""What a number that names a figure of the catalogue is said to be: the month's figure, rounded, or roughly as it is told."""

from collections.abc import Iterator
from dataclasses import dataclass

from zzlib.audit.against.ledger_cells import LedgerCells, exactly, figure_value, judged, plain_number
from zzlib.audit.against.ledger_scopes import FigureOwner
from zzlib.audit.against.ledger_words import Subject
from zzlib.audit.judging.claim import NumericClaim, Operand, statement
from zzlib.audit.judging.leeway import reach_of
from zzlib.audit.numbers.arithmetic import ACCUSED, Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import TIMES, written
from zzlib.audit.numbers.words import words
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.roles import growth_sign
from zzlib.indicators import Figure

_ON_YEAR = ("_growth", "_rise_on_year")
_FAR = 3  # times as much: a misplaced point, whosever the number is


@dataclass(frozen=True)
class StatedOfLedger:
    """A number that names a figure of the catalogue: whose it is, and the month's figures that it may be, the likeliest first; none with `why`."""

    mention: Mention
    subject: Subject
    whose: FigureOwner
    figures: tuple[Figure, ...] = ()
    why: str = ""


def stated_claim(
    stated: StatedOfLedger, figures: list[Figure], cells: LedgerCells, *, rough: bool = False
) -> NumericClaim:
    """Judge a number by the figures that it may be; one that is only `rough` is told to be none of them."""
    mention = stated.mention
    verdicts = [(figure, judged(in_unit(figure, mention), mention.quantity)) for figure in figures]
    figure, verdict = next((pair for pair in verdicts if pair[1] != Verdict.WRONG), verdicts[0])
    value, verdict = in_unit(figure, mention), Verdict.WRONG if rough else verdict
    turned = "，增减的方向相反" if value < 0 < figure_value(figure) else ""
    now = written(abs(value) if turned else value, mention.quantity)
    if verdict == Verdict.WRONG and not stated.whose.sure:
        verdict = Verdict.DOUBTFUL
    message = f"工作台{cells.month_said(figure)}的“{cells.called(figure)}”是 {now}{exactly(figure, mention.quantity)}，"
    if verdict in ACCUSED:
        turned = turned or cells.stale(figure, mention)
        message += f"文中写 {mention.quantity.text}{turned}；出自 {cells.behind(figure)}"
        message += "；请核是不是它的数" if verdict == Verdict.DOUBTFUL else ""
    elif verdict == Verdict.TRUNCATED:
        message += f"文中写 {mention.quantity.text}，是截去尾数而没有四舍五入"
    else:
        message += "相符"
    used = Operand(figure.text, plain_number(value / mention.quantity.scale), mention.quantity.unit)
    return statement("consistency", mention, verdict, message, operands=(used,), recomputed=now, named=True)


def rough_claims(stated: StatedOfLedger, figures: list[Figure], cells: LedgerCells) -> Iterator[NumericClaim]:
    """Accuse a number that is only roughly told and still isn't what the month has: 突破4.2亿元 of 4.12, 不足30% of 31.7."""
    shown, reach = stated.mention.quantity, reach_of(stated.mention.quantity)
    sides = (shown.hedge in words().hedges.over, shown.hedge in words().hedges.under)
    known = [abs(in_unit(figure, stated.mention)) for figure in figures]
    named = any(stated.whose.scope in piece.scopes for piece in stated.whose.pieces)
    far = not any(sides) and all(value > _FAR * shown.value or value * _FAR < shown.value for value in known)
    if reach is None or not (stated.whose.sure and (named or far)) or stated.whose.time:
        return
    for value in known:
        past = value + shown.step / 2 < shown.value if sides[0] else value >= shown.value if sides[1] else False
        if not past and reach[0] <= value <= reach[1]:
            return
    yield stated_claim(stated, figures, cells, rough=True)


def in_unit(figure: Figure, mention: Mention) -> Fraction:
    """Give a figure as a number may print it: of what is told as less, turned; of so many times, not in per cent."""
    value = figure_value(figure) / (100 if mention.dimension == TIMES else 1)
    return -value if figure.figure.endswith(_ON_YEAR) and growth_sign(mention.lead) < 0 else value
