"""What a paragraph tells in step: several numbers are each made of the same neighbours in the same way, and one isn't: 采血81200，上年同期70000，增长16.0%；血小板9690，上年同期8500，增长11.0%; 场均分别为70、60、50人 of two lists before."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, permutations

from zzlib.audit.judging.claim import NumericClaim, reckoned, statement
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import (
    DECLINE,
    DIFFERENCE,
    GROWTH,
    HOLDS,
    MULTIPLE,
    PROVED,
    QUOTIENT,
    SHARE,
    ClaimFormula,
    Printed,
    Verdict,
    judge,
    total_of,
)
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, POINTS, TIMES
from zzlib.audit.reading.reading import Mention, words_between
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import way_of

_CUES = ("累计", "合计", "平均")
_BACK = 8
"""How many numbers back what makes one may stand."""
_TRIES = 30
"""About how many ways there are for two neighbours to make a number, where no words tell one."""
_CHANCE, _ALONE = 0.1, 0.05
"""How likely it may be at most that a way holds by chance wherever it does."""
_ROUGH = 3  # of the last digit: farther off nothing holds
_SUM = total_of(2)
_Offsets = tuple[int, int]


@dataclass(frozen=True)
class _Way:
    """How two numbers make a third: what sort of relation it is, what it computes, whether their order tells nothing."""

    kind: str
    compute: Callable[[float, float], float]
    even: bool = False

    def formula(self, one: Mention, other: Mention) -> ClaimFormula:
        """Give the formula that the larger and the smaller number, or the two in order, are put into."""
        if self.kind == "growth":
            return GROWTH if one.quantity.value >= other.quantity.value else DECLINE
        return _FORMULAS[self.kind]


_FORMULAS = {"share": SHARE, "difference": DIFFERENCE, "sum": _SUM, "average": QUOTIENT, "ratio": MULTIPLE}
_SHARE = _Way("share", lambda a, b: a / b * 100)
_GROWTH = _Way("growth", lambda a, b: abs(a - b) / b * 100)
_DIFFERENCE = _Way("difference", lambda a, b: abs(a - b), even=True)
_ADDED = _Way("sum", lambda a, b: a + b, even=True)
_AVERAGE = _Way("average", lambda a, b: a / b)
_TIMES_AS = _Way("ratio", lambda a, b: a / b)


@dataclass(frozen=True)
class _Step:
    """A number with the two that may make it; whether they do, and the way of the change is that of the words (0: none told)."""

    result: Mention
    one: Mention
    other: Mention
    holds: bool
    turn: int
    way: _Way


def in_step_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Accuse the one number that isn't made as the others are that the paragraph tells in the same way."""
    proved = {c.entry for c in claims if c.verdict in PROVED and c.kind != "order"}
    spoken = {n for c in claims if c.verdict == Verdict.WRONG for n in c.numbers}
    told: set[int] = set()
    for _, group in groupby(register.reading.mentions, key=lambda m: m.sentence.paragraph):
        for way, steps in _ways_of(list(group)):
            turned = _turned(steps)
            if turned is not None and turned.result.number not in told | spoken:
                told.add(turned.result.number)
                yield _turned_claim(turned)
            off = [s for s in steps if not s.holds]
            for pair in _exchanged(off):
                if not {s.result.number for s in pair} & (told | spoken):
                    told |= {s.result.number for s in pair}
                    yield _exchanged_claim(*pair)
            first = off[0] if off else None
            if first is None or first.result.number in told | proved | spoken or not _is_shown(steps):
                continue
            claim = _claim(way, first, off[1:])
            if claim is not None:
                told.add(first.result.number)
                yield claim


def _kind(mention: Mention) -> tuple[str, str]:
    return mention.dimension, mention.quantity.bare_unit


def _ways_of(mentions: Sequence[Mention]) -> Iterator[tuple[_Way, list[_Step]]]:
    """Give the ways in which numbers of one kind may be made of neighbours of the same places and kinds, with each number that may be."""
    values = [float(m.quantity.value) for m in mentions]
    kinds = [_kind(m) for m in mentions]
    for kind in dict.fromkeys(kinds):
        places = [at for at, other in enumerate(kinds) if other == kind and values[at] > 0]
        if len(places) < len(("one", "other")):
            continue
        for back in permutations(range(1, min(_BACK, len(mentions)) + 1), 2):
            told: dict[tuple[_Way, tuple[tuple[str, str], ...]], list[_Step]] = {}
            for at in places:
                one, other = at - back[0], at - back[1]
                for way in _ways(kind, kinds[one], kinds[other]) if min(one, other) >= 0 else ():
                    if (way.even and back[0] < back[1]) or min(values[one], values[other]) <= 0:
                        continue
                    step = _step(
                        way, (mentions[at], mentions[one], mentions[other]), way.compute(values[one], values[other])
                    )
                    told.setdefault((way, _apart(way, kinds[one], kinds[other])), []).append(step)
            for (way, _), steps in told.items():
                held = {_cue(step) for step in steps if step.holds}
                yield from ((way, steps),) if held or any(step.result.series for step in steps) else ()
                for cue in held - {""}:
                    yield way, [step for step in steps if _cue(step) == cue]


def _ways(kind: tuple[str, str], one: tuple[str, str], other: tuple[str, str]) -> Iterator[_Way]:
    dimension = kind[0]
    if dimension == POINTS:
        yield from (_DIFFERENCE,) if one[0] == other[0] == PERCENT else ()
    elif dimension in (PERCENT, TIMES):
        amounts = one == other and one[0] not in (PERCENT, POINTS, TIMES)
        yield from ((_SHARE, _GROWTH) if dimension == PERCENT else (_TIMES_AS,)) if amounts else ()
    elif one == other == kind:
        yield from (_DIFFERENCE, _ADDED)
    elif one[0] == dimension and other != one and other[0] not in (PERCENT, POINTS, TIMES):
        yield _AVERAGE


def _apart(way: _Way, one: tuple[str, str], other: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Give what must be the same wherever a way holds: the units of what is added or divided, not those of what grows."""
    return (one, other) if way in (_ADDED, _AVERAGE) else ()


def _step(way: _Way, of: tuple[Mention, Mention, Mention], made: float) -> _Step:
    result, one, other = of
    quantity = result.quantity
    near = abs(made - float(quantity.value)) <= _ROUGH * float(quantity.step)
    holds = near and _makes(way, one, other, result)
    grows = (one.quantity.value > other.quantity.value) - (one.quantity.value < other.quantity.value)
    turn = grows * way_of(result) if way in (_GROWTH, _DIFFERENCE) else 0
    return _Step(result, one, other, holds, turn, way)


def _makes(way: _Way, one: Mention, other: Mention, result: Mention) -> bool:
    return judge(way.formula(one, other), _operands(way, one, other), result.quantity.printed)[0] in HOLDS


def _operands(way: _Way, one: Mention, other: Mention) -> list[Printed]:
    pair = [one.quantity.printed, other.quantity.printed]
    return sorted(pair, key=lambda p: -p.value) if way is _DIFFERENCE else pair


def _is_shown(steps: Sequence[_Step]) -> bool:
    """Say whether it is no chance that a way holds where it does: too rare, or told in the same words where it doesn't."""
    held = [s for s in steps if s.holds]
    first = next(s for s in steps if not s.holds)
    rough = any(m.quantity.hedge for s in (*held, first) for m in (s.result, s.one, s.other))
    if rough:
        return False
    alike = any(_are_zipped(s, first) or (_words(s)[0] and _words(s) == _words(first)) for s in held)
    alike = alike or any(_cue(s) in _CUES and _cue(s) == _cue(first) for s in held)
    chance = 1.0 if alike else float(_TRIES)
    for step in held:
        chance *= _chance(step)
    return chance <= (_CHANCE if len(held) > 1 else _ALONE) and (alike or len(held) > 1)


def _are_zipped(one: _Step, other: _Step) -> bool:
    """Say whether two numbers, and what may make them, stand in the same lists: 分别开展26场、18场，参演分别为1820人、1080人，场均分别为70人、50人."""
    return all(
        m.series and m.series is n.series
        for m, n in ((one.result, other.result), (one.one, other.one), (one.other, other.other))
    )


def _exchanged(off: Sequence[_Step]) -> Iterator[tuple[_Step, _Step]]:
    """Give two neighbours of a list that are made as told only in each other's place: 成活270株、408株，移植300株、480株，成活率分别为85%和90%."""
    for one, other in pairwise(off):
        series = one.result.series
        beside = (
            bool(series)
            and series is other.result.series
            and series.index(other.result) - series.index(one.result) == 1
        )
        chance = _TRIES * _chance(one) * _chance(other)
        apart = beside and chance <= _CHANCE and one.result.quantity.value != other.result.quantity.value
        if (
            apart
            and _makes(one.way, one.one, one.other, other.result)
            and _makes(one.way, other.one, other.other, one.result)
        ):
            yield one, other


def _exchanged_claim(one: _Step, other: _Step) -> NumericClaim:
    said = "、".join(s.result.quantity.text for s in (one, other))
    right = "、".join(s.result.quantity.text for s in (other, one))
    used = (one.one, one.other, other.one, other.other)
    message = f"由 {'、'.join(m.quantity.text for m in used)} 算，“{said}”应为“{right}”，两个数写颠倒了"
    return statement(
        one.way.kind,
        one.result,
        Verdict.WRONG,
        message,
        used,
        recomputed=other.result.quantity.text,
        named=True,
        firm=True,
    )


def _turned(steps: Sequence[_Step]) -> _Step | None:
    """Give the one number that is told to grow where it falls, or to fall where it grows, in the words in which others are told as they are."""
    held = [s for s in steps if s.holds and s.turn]
    back = [s for s in held if s.turn < 0]
    if len(back) != 1 or len(held) < len(("one", "other")) or back[0].result.quantity.hedge:
        return None
    alike = any(_words(s) == _words(back[0]) for s in held if s is not back[0])
    return back[0] if alike and _chance(back[0]) <= _CHANCE else None


def _turned_claim(step: _Step) -> NumericClaim:
    ahead = regex("[，、；（]").split(step.result.text_before)[-1]
    message = (
        f"{step.one.quantity.text}、{step.other.quantity.text} 与“{ahead}{step.result.quantity.text}”，增减、高低说反了"
    )
    return statement("difference", step.result, Verdict.WRONG, message, (step.one, step.other), named=True, said=True)


def _chance(step: _Step) -> float:
    quantity = step.result.quantity
    return min(1.0, 2 * float(quantity.step / quantity.value))


def _cue(step: _Step) -> str:
    """Give the word that tells what a number is, or all words of its clause before it."""
    words = _words(step)[0]
    return next((cue for cue in _CUES if cue in words), words)


def _words(step: _Step) -> tuple[str, ...]:
    """Give the words between what makes a number and it."""
    last = max(step.one, step.other, key=lambda m: m.number)
    between = words_between(last, step.result) if last.sentence is step.result.sentence else ""
    return regex("[，、；（]").split(between)[-1], regex("[，、；（]").split(last.before)[-1][-2:]


def _claim(way: _Way, step: _Step, more: Sequence[_Step]) -> NumericClaim | None:
    """Give what is wrong of the first number that isn't made so, if all others that aren't are made of it."""
    result = step.result.quantity
    formula, operands = way.formula(step.one, step.other), _operands(way, step.one, step.other)
    verdict, exact = judge(formula, operands, result.printed)
    if exact is None or any(step.result not in (s.one, s.other) for s in more) or len(more) > 1:
        return None
    right = round(exact / result.step) * result.step
    if verdict != Verdict.WRONG or not is_slip(result, right, short=True):
        return None
    shown = f"{step.one.quantity.text}、{step.other.quantity.text}"
    return reckoned(way.kind, step.result, (verdict, exact), shown, used=(step.one, step.other))
