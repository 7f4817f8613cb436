"""What a document tells of itself since the one before: how far its numbers moved, what they were, what can't fall; judged by the numbers that are like them, and by whether the same said of others holds."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from zzlib.audit.against.document_facts import DocumentFacts
from zzlib.audit.against.document_time import is_earlier
from zzlib.audit.against.likeness import (
    MatchedFigure,
    Matches,
    columns_alike,
    figures,
    matches,
    of_one_length,
    table_columns,
)
from zzlib.audit.calendar.timeline import TAKEN_BACK
from zzlib.audit.documents.grids import is_total_label
from zzlib.audit.judging.claim import Elsewhere, NumericClaim, operand
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import DIFFERENCE, GROWTH, PROVED, Verdict, judge, told_alike
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, POINTS, RATIOS, Quantity, written
from zzlib.audit.reading.facts import clause_of, is_excused, is_of_task, letters, pattern
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.roles import CHANGES, Role, way_of

_BASE, _MOVE, _GROWTH, _FALL, _TAKEN, _FLOW = "base", "move", "growth", "fall", "taken back", "flow"
_START = "start"
_ENOUGH = 2  # others hold for each that doesn't
_TERM = regex("(20\\d\\d)[-—–~～至](?:20)?\\d\\d学年")
_NUMBERED = regex("第(\\d+)期")
_ANY_CHANGE = (*CHANGES, Role.CHANGE, Role.GROWTH)
_SINCE_THEN = regex(r"(?:19|20)\d\d年[^。；]*(?:以来|至今)")
_SINCE = regex("同比|环比|[比较由从与为]|（|上年|去年|上月|上期")
_TIMED = regex("[年月季期旬周]|学期|同比|环比|\\d")
_CHANGED = regex("[增减升降比较±]|变化|变动|幅")


@dataclass(frozen=True)
class _Told:
    """What a document tells of a number since the one before: the number that tells it, the one it tells of, what that was, whether it holds."""

    kind: str
    quantity: Quantity
    level: MatchedFigure
    old: MatchedFigure
    holds: bool
    right: str
    slipped: bool
    at: Mention | MatchedFigure
    untimed: bool = False


def likeness_claims(
    now: DocumentFacts, then: DocumentFacts, name: str, told: set[int]
) -> tuple[list[NumericClaim], bool]:
    """Give what the numbers alike in two documents show, none of the numbers `told` already; and whether all that can only grow fell, so that another scope is meant."""
    of = _Beside(now, then)
    said = list(of.told())
    falls = [one for one in said if one.kind == _FALL]
    other = len(falls) >= _ENOUGH and not any(one.holds for one in falls)
    otherwise = any(pattern("otherwise_told").search(b.text) for b in now.register.reading.blocks)
    claims = []
    for one in () if otherwise else said:
        alike = [o for o in said if o.kind == one.kind and o.quantity is not one.quantity]
        held, failed = sum(o.holds for o in alike), 1 + sum(not o.holds for o in alike)
        proved = held >= _ENOUGH * failed
        numbers = {f.number for f in (one.at, one.level.mention) if isinstance(f, Mention)}
        if one.holds or numbers & told or one.kind == _TAKEN or (other and one.kind == _FALL):
            continue
        sure = proved or ((one.slipped or _of_one_name(one)) and one.kind != _FALL and not one.untimed)
        if sure or (held >= failed and not one.untimed and one.kind in (_BASE, _MOVE)):
            claims.append(_claim(one, name, held, Verdict.WRONG if sure else Verdict.DOUBTFUL))
    return claims, other


class _Beside:
    """Two documents, their numbers matched."""

    def __init__(self, now: DocumentFacts, then: DocumentFacts) -> None:
        self.now, self.then = now, then
        self.grids, others = ([*table_columns(facts)] for facts in (now, then))
        levels = [[c for told in of for head, c in told if not _is_since(head)] for of in (self.grids, others)]
        texts = [[*figures(facts)] for facts in (now, then)]
        both = [[*texts[n], *(f for column in levels[n] for f in column.values())] for n in (0, 1)]
        self.old: Matches = matches(*both) | columns_alike(*levels)
        self.levels = {f.mention.number: f for f in texts[0] if f.mention}
        self.cells = [f for column in levels[0] for f in column.values()]
        heads = ["".join(b.text for b in of.register.reading.blocks[:2]) for of in (now, then)]
        numbers = [[form.search(head) for form in (_TERM, _NUMBERED)] for head in heads]
        follows = (bool(a and b) and int(a[1]) == int(b[1]) + 1 for a, b in zip(*numbers, strict=True))  # type: ignore[index]
        self.next: tuple[bool, bool, str] = (next(follows), next(follows), heads[1])

    def told(self) -> Iterator[_Told]:
        """Give all that can be judged."""
        mentions = self.now.register.reading.mentions
        yield from filter(None, map(self._of_mention, mentions))
        for grid in self.grids:
            for at, (head, told) in enumerate(grid):
                before = [c for level, c in grid[:at] if not _is_since(level)]
                if _is_since(head) and before:
                    yield from self._of_column(head, told, before[-1])
        yield from self._restated()
        yield from self._since_start()
        yield from self._flows()
        yield from self._falls()

    def _restated(self) -> Iterator[_Told]:
        """Judge what is told again of the earlier time: 由4月底的 x 提高到 y."""
        own = self.now.absolute(self.now.months)
        for figure in self.levels.values():
            old = self.old.get(figure)
            if figure.mention and (is_of_task(figure.mention) or _SINCE_THEN.search(figure.mention.text_before)):
                continue  # 完成全年任务的48.3%, 自2021年启动以来累计171个: of all so far
            if figure.mention and old and figure.mention.role != Role.BASE and figure.period == old.period != own:
                yield from self._judged(_BASE, figure.quantity, 1, figure, "", figure.mention)

    def _since_start(self) -> Iterator[_Told]:
        """Judge how much more a number is than at the start of the year by what the earlier document tells of the same start."""
        for new, old in self.old.items():
            changes = [_since_start_of(of, f) for of, f in ((self.now, new), (self.then, old))]
            here, there = changes
            if here and there and new.period and old.period and new.period.year == old.period.year:
                sign, was = (-1 if here.role == Role.DECREASE else 1), (-1 if there.role == Role.DECREASE else 1)
                value = new.quantity.value - old.quantity.value + there.quantity.value * was
                step = old.quantity.step + there.quantity.step
                base = replace(old.quantity.printed, value=new.quantity.value - value, step=step)
                told = replace(here.quantity.printed, value=here.quantity.value * sign)
                verdict, _ = judge(DIFFERENCE, (new.quantity.printed, base), told)
                slipped, right = is_slip(here.quantity, value * sign), written(value * sign, here.quantity)
                yield _Told(_START, here.quantity, new, old, verdict in PROVED, right, slipped, here)

    def _of_column(
        self, head: str, told: dict[str, MatchedFigure], levels: dict[str, MatchedFigure]
    ) -> Iterator[_Told]:
        percent = "%" in head or "幅" in head or any(f.quantity.dimension == PERCENT for f in told.values())
        kind = _BASE if not _CHANGED.search(head.replace("比重", "")) else _GROWTH if percent else _MOVE
        for row, figure in told.items():
            if row in levels:
                yield from self._judged(
                    kind, figure.quantity, 1, levels[row], head if _TIMED.search(head) else "", figure
                )

    def _of_mention(self, m: Mention) -> _Told | None:
        if (
            m.quantity.hedge
            or m.series
            or is_excused(m)
            or regex("差[额距]|缺口").search(m.lead)
            or m.role not in (*_ANY_CHANGE, Role.BASE)
        ):
            return None
        since, kinds = _SINCE.search(m.before), CHANGES if m.role in CHANGES else (m.role,)
        ahead = [o for o in m.ahead if o.role in kinds and _SINCE.search(o.before)]
        said = m.before[since.start() :] if since else ahead[-1].before if ahead else ""
        level = self._level_of(m, letters(m.before[: since.start()]) if since else frozenset())
        if not said or level is None:
            return None
        kind = _BASE if m.role == Role.BASE else _GROWTH if m.role == Role.GROWTH else _MOVE
        sign = {Role.INCREASE: 1, Role.DECREASE: -1, Role.BASE: 1}.get(m.role) or way_of(m)
        return next(self._judged(kind, m.quantity, sign, level, said, m), None)

    def _level_of(self, m: Mention, subject: frozenset[str]) -> MatchedFigure | None:
        """Give the number that another tells of: the one whose name its clause says, else the nearest before it, of 由 x 增加到 y the one behind."""
        if len(subject) > 1 and m.role != Role.BASE:
            named = [
                f for f in (*self.levels.values(), *self.cells) if subject <= {c for c, w in f.name.items() if w == 1}
            ]
            named = [f for f in named if _fits(m, f.quantity)]
            return named[0] if len({f.quantity.value for f in named}) == 1 else None
        behind = m.role == Role.BASE and regex("[由从][^，]*$").search(m.before)
        told = m.behind_in_thought if behind else m.ahead_in_thought[::-1]
        if not m.ahead and not behind:
            near = [o for o in self.now.register.mentions_before(m) if o.sentence.number == m.sentence.number - 1]
            told = [o for o in near if o.number in self.levels and o.sentence.paragraph == m.sentence.paragraph]
            told = told if len(told) == 1 else []
        return next((self.levels[o.number] for o in told if o.number in self.levels and _fits(m, o.quantity)), None)

    def _judged(
        self, kind: str, told: Quantity, sign: int, level: MatchedFigure, said: str, at: Mention | MatchedFigure
    ) -> Iterator[_Told]:
        old = self.old.get(level)
        if old is None or not sign or (said and not is_earlier(said, level.period, old.period, *self.next)):
            return
        if not of_one_length(level, old) and not regex("[末底]").search(said):
            return  # a rate of a month beside one of all so far
        named = clause_of(level.mention) if level.mention else f"{level.owner}{level.head}"
        if kind == _GROWTH and pattern("at_prices").search(named):
            return
        was, printed = old.quantity, replace(told.printed, value=told.value * sign)
        operands = (level.quantity.printed, was.printed)
        if kind == _BASE:
            verdict, value = told_alike(told.printed, was.printed), was.value
        else:
            verdict, exact = judge(GROWTH if kind == _GROWTH else DIFFERENCE, operands, printed)
            value = exact or was.value * 0
        turned = verdict == Verdict.WRONG and kind != _BASE and -value == printed.value
        slipped = turned or (kind != _GROWTH and value * sign > 0 and is_slip(told, abs(value)))
        yield _Told(
            kind,
            told,
            level,
            old,
            verdict in PROVED,
            written(value * sign, told),
            slipped,
            at,
            not said and kind != _BASE,
        )

    def _is_explained(self, of: MatchedFigure) -> bool:
        """Say whether a sentence that may tell of a number says that something was taken back: one of its owner, of all its letters, or with a number of its kind."""
        why = [s for s in self.now.register.reading.sentences if TAKEN_BACK.search(s.text)]
        if of.owner and not is_total_label(of.owner):
            return any(of.owner in s.text for s in why)
        own = {letter for letter, weight in of.name.items() if weight == 1}
        return any(any(_fits(m, of.quantity) for m in s.mentions) or (own and own <= {*s.text}) for s in why)

    def _flows(self) -> Iterator[_Told]:
        """Judge what came in some months alone by the totals before and behind them."""
        for part in self.levels.values():
            of, found = part.period, list[_Told]()
            if of is None or of.first == 1:
                continue
            for total in (f for f in self.levels.values() if f.unit == part.unit):
                old, own = self.old.get(total), [{*f.name} for f in (part, total)]
                alike = own[0] & own[1] == min(own, key=len) != set() and total.period == replace(of, first=1)
                if alike and old and old.period and (old.period.first, old.period.last) == (1, of.first - 1):
                    came, value = part.quantity, total.quantity.value - old.quantity.value
                    verdict, _ = judge(DIFFERENCE, (total.quantity.printed, old.quantity.printed), came.printed)
                    kind, at = _TAKEN if self._is_explained(total) else _FLOW, part.mention or part
                    holds, right = verdict in PROVED, written(value, came)
                    found.append(_Told(kind, came, total, old, holds, right, is_slip(came, value), at))
            yield from [one for one in found if one.holds][:1] or (found if len(found) == 1 else [])

    def _falls(self) -> Iterator[_Told]:
        for new, old in self.old.items():
            a, b = new.period, old.period
            if not (a and b and new.adds and old.adds) or new.quantity.dimension in RATIOS:
                continue
            if a.first == b.first == 1 and a.year == b.year and a.last > b.last:
                holds = new.quantity.printed.high >= old.quantity.printed.low
                yield _Told(
                    _FALL if holds or not self._is_explained(new) else _TAKEN,
                    new.quantity,
                    new,
                    old,
                    holds,
                    "",
                    False,
                    new,
                )


def _of_one_name(one: _Told) -> bool:
    """Say whether points are told of two rates by one name, or of how much of a task is done."""
    names = [(f.owner, {c for c, w in f.name.items() if w == 1}) for f in (one.level, one.old)]
    task = all(f.mention and is_of_task(f.mention) for f in (one.level, one.old))
    return one.quantity.dimension == POINTS and one.kind == _MOVE and (task or names[0] == names[1])


def _since_start_of(facts: DocumentFacts, level: MatchedFigure) -> Mention | None:
    """Give what a document tells right behind a number of how much more it is than at the start of the year."""
    if level.mention is None:
        return None
    behind = facts.register.reading.mentions[level.mention.number :]
    changes = itertools.takewhile(lambda m: m.sentence is level.mention.sentence and m.role in _ANY_CHANGE, behind)  # type: ignore[union-attr]
    told = (m for m in changes if m.role in CHANGES and _fits(m, level.quantity))
    return next((m for m in told if regex("[比较](?:今?年初|上年末|去年[末底])").search(m.before)), None)


def _is_since(head: str) -> bool:
    """Say whether a head tells of another time than its table's, or how far its numbers are from it."""
    return (
        regex(
            "同比|环比|上年|去年|同期|上[月期季]|[比较](?![例重高大])|(?<!新)增(?!值|加值)|减(?![免排税负])|±|变[化动]"
        ).search(head)
        is not None
    )


def _fits(m: Mention, level: Quantity) -> bool:
    """Say whether a number may tell of another by its unit."""
    if m.role == Role.GROWTH:
        return level.dimension not in RATIOS
    if m.dimension == POINTS:
        return level.dimension == PERCENT
    return level.dimension == m.dimension and (level.bare_unit == m.quantity.bare_unit or not level.unit)


def _claim(one: _Told, name: str, held: int, verdict: Verdict) -> NumericClaim:
    old, level, text = one.old, one.level, one.quantity.text
    message = f"{name} {old.where}写 {old.quantity.text}，"
    if one.kind == _FALL:
        message += f"这里写 {text}，累计数不会减少"
    elif one.kind == _BASE:
        message += f"这里写 {text}，说的是同一个数"
    else:
        message += (
            "两份都写了比年初增减的，" * (one.kind == _START)
            + f"与这里的 {level.quantity.text} 相比，应为 {one.right}，这里写 {text}"
        )
    message += f"（同样说的另有 {held} 处相符）" * bool(held) + "；请核是哪一份写错"
    at = one.at
    stands = (
        (at.sentence.original, at.sentence.paragraph, at.number) if isinstance(at, Mention) else (at.text, at.place, 0)
    )
    if isinstance(at, MatchedFigure) and at.mention:
        stands = (*stands[:2], at.mention.number)
    return NumericClaim(
        sentence=stands[0],
        kind="consistency",
        operands=(operand(old.quantity),),
        stated=text,
        unit=one.quantity.unit,
        recomputed=one.right,
        verdict=verdict,
        message=message,
        place=stands[1],
        entry=stands[2],
        cell=at.cell if isinstance(at, MatchedFigure) else None,
        against=Elsewhere(name, old.where, old.quantity.text, level.where),
    )
