"""Which facts of two documents are of one thing, and which told otherwise can't be."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from zzlib.audit.numbers.arithmetic import Printed, Verdict, judge, rest_of, told_alike, total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import MONEY
from zzlib.audit.reading.facts import (
    LEVEL,
    RATE,
    TARGET,
    Fact,
    body,
    clause_of,
    is_withdrawn,
    letters,
    listed,
    pattern,
    told_as_data,
)
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence
from zzlib.audit.reading.roles import CHANGES

_OF_PLACE = re.compile(
    "(?:中共)?(?P<place>(?!关于)[^全各本我于\\W\\d]{2,6}?(?:自治)?[县市区旗州])(?=(?:人民)?政府|委|办公|关于|\\d|[一-龥]{1,8}[局委办])"
)
_MERGED = re.compile("任务[^。；]{0,12}(?:并入|计入|划[入转归])|(?:并入|划[入转归])[^。；]*任务")
_TITLES = 6  # blocks among which a document's title stands
Key = tuple[str, str, frozenset[str], str, str]
_SCOPE = re.compile("(?<![和与及、])(?:[县市区]直(?:部门|单位)|(?<!各)乡镇)(?![和与及、])|垂管单位|(?<=[一-龥]{2})系统")
_MADE = frozenset("新增组织实收签")
ALIKE = Fraction(3, 4)  # of the letters of one subject are in the other's


def without_withdrawn(facts: Sequence[Fact], mentions: Sequence[Mention]) -> list[Fact]:
    """Leave out the facts whose number is one that a document takes back: 由14320万元修订为12040万元."""
    taken = {(m.dimension, m.quantity.value) for m in mentions if is_withdrawn(m)}
    return [f for f in facts if (f.quantity.dimension, f.quantity.value) not in taken]


def called_alike(now: Sequence[Fact], then: Sequence[Fact]) -> list[Fact]:
    """Give the facts of a document under the names by which the one before it calls the same things.

    What each words in its own way is one thing where nothing else of that owner, kind, unit and measure is told in either;
    it is `likely` only where what one says more than the other stands nowhere beside the other.
    """
    told, found = by_key(now), by_key(then)
    own = [k for k in told if k not in found]
    pairs = [(one, other) for one in own for other in found if _may_be_one(one, other) and _is_free(one, other, told)]
    pairs = _likest(pairs, lambda a, b: _measures(a) != _measures(b))
    pairs = _likest(pairs, lambda a, b: not (a[2] <= b[2] or b[2] <= a[2]))
    pairs = [(a, b) for a, b in pairs if len(a[2] ^ b[2]) == min(len(a[2] ^ o[2]) for one, o in pairs if one == a)]
    meant = {}
    for one, other in pairs:
        months = [f.period for o, same in pairs if same == other for f in {f.period: f for f in told[o]}.values()]
        if sum(one == o for o, _ in pairs) == 1 and len(set(months)) == len(
            months
        ):  # one calls it so in one month only
            known = _is_told_beside(one[2] - other[2] - {"新"}, found[other]) and _is_told_beside(
                other[2] - one[2], told[one]
            )
            meant[one] = other[2], not known and one[0] != TARGET
    renamed = ((f, *meant.get(f.key, (f.what, False))) for f in now)
    return [replace(f, what=what, likely=f.likely or likely) for f, what, likely in renamed]


def _likest(pairs: list[tuple[Key, Key]], far: Callable[[Key, Key], bool]) -> list[tuple[Key, Key]]:
    """Leave out the pairs that are far from each other, where one of the two has a nearer one."""
    near = {key for pair in pairs if not far(*pair) for key in pair}
    return [pair for pair in pairs if not far(*pair) or not near & {*pair}]


def _is_limited(more: frozenset[str]) -> bool:
    """Say whether letters that one name has beside another make it that of a part, or of another kind."""
    return any(set(word) <= more for word in listed("limiting"))


def _measures(key: Key) -> set[str]:
    """Give the flows that a name tells of; what is not yet done is none, 未结案件 no 结案."""
    return set() if "未" in key[2] else {word for word in (*listed("flows"), *listed("handled")) if set(word) <= key[2]}


def _is_free(one: Key, other: Key, told: dict[Key, list[Fact]]) -> bool:
    """Say whether a document calls nothing else by the name that the earlier one may have for a thing, but in full what it says in short of other months."""
    periods = [{f.period for f in told.get(key, [])} for key in (one, other)]
    return not periods[1] or (one[2] < other[2] and not periods[0] & periods[1])


def _may_be_one(one: Key, other: Key) -> bool:
    """Say whether two names may be those of one thing of an owner: of one measure, or one of them of none, and no part or other kind of it."""
    more = one[2] ^ other[2]
    if _measures(one) == _measures(other) != set():
        more -= {"新"}  # 新争取 is what 争取 is of the same months
    if one[:2] != other[:2] or one[3:] != other[3:] or _is_limited(more):
        return False
    if one[0] == TARGET:
        return bool(one[1])
    measures = _measures(one), _measures(other)
    if _are_of_one_family(one[2], other[2]):
        return True
    if measures[0] != measures[1]:
        only_told = more <= {letter for word in measures[0] ^ measures[1] for letter in word}
        nested = one[2] < other[2] or other[2] < one[2]
        return bool(one[1] and not (one[2] and other[2])) or (only_told and nested and bool(one[2] & other[2]))
    return (
        bool(measures[0]) or bool(one[1] and not (one[2] and other[2])) or share_of_letters(one[2], other[2]) >= ALIKE
    )


def _are_of_one_family(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether two names tell of nothing but one thing in other words: 到账 and 争回 of money, 审结 and 结案."""
    families = told_as_data()["families"]
    fits = [
        [any(set(word) <= what <= set(word) | _MADE for word in told) for told in families] for what in (one, other)
    ]
    return any(map(all, zip(*fits, strict=True)))


def _is_told_beside(more: frozenset[str], facts: Sequence[Fact]) -> bool:
    """Say whether letters stand in the paragraphs of some facts, or over their table."""
    ahead = (f.entry.mention.sentence.block.text if f.entry else "" for f in facts)
    return more <= {letter for text in ahead for letter in text}.union(*(f.about for f in facts if f.cell))


def like_told(fact: Fact, found: list[Fact]) -> list[Fact]:
    """Give the facts that stand in text as the fact does, or in tables as it does; all where none does."""
    return [f for f in found if (f.cell is None) == (fact.cell is None)] or found


def is_vague(fact: Fact) -> bool:
    """Say whether a number's words hardly say what it counts: 有6个单位."""
    return fact.kind == LEVEL and fact.cell is None and not fact.asks_before and fact.what <= frozenset("单位")


def by_key(facts: Sequence[Fact]) -> dict[Key, list[Fact]]:
    """Give facts by what is the same for those of one thing."""
    found = defaultdict(list)
    for fact in facts:
        found[fact.key].append(fact)
    return found


def differ(facts: Sequence[Fact]) -> bool:
    """Say whether facts of one thing at one time are several numbers, so that they aren't one thing."""
    first, *others = [f.quantity.printed for f in facts] or [Printed(Fraction(0), Fraction(1))]
    return any(told_alike(other, first) == Verdict.WRONG for other in others)


def is_change(fact: Fact) -> bool:
    """Say whether a number tells by how much something grew or fell."""
    return fact.entry is not None and fact.entry.mention.role in CHANGES


def is_alike(fact: Fact, old: Fact) -> bool:
    """Say whether two facts are of one owner and kind, and most letters of what they count the same."""
    same = fact.kind == old.kind and fact.measured == old.measured
    rates = fact.kind != RATE or fact.period.last == old.period.last
    return same and rates and share_of_letters(fact.what, old.what) >= ALIKE


def is_in_table(fact: Fact, old: Fact) -> bool:
    """Say whether one is a cell and the other what a text says of its row: 累计支付 under 专项资金支付情况 is 支付专项资金; a row may be of a thing, not of a body."""
    cell, text = (fact, old) if fact.cell else (old, fact)
    alike = (fact.kind, fact.quantity.dimension) == (old.kind, old.quantity.dimension)
    named = cell.what if text.owner == cell.owner else frozenset()
    if not text.owner and cell.owner and not body().fullmatch(cell.owner):
        named = cell.what | letters(cell.owner)
    return alike and bool(cell.cell) and not text.cell and bool(named) and named <= text.what <= named | cell.about


def is_target_of(fact: Fact, old: Fact) -> bool:
    """Say whether one target may be the other though only one of them says what of: 全年计划 x beside 全年计划新增就业 x."""
    same = fact.measured == old.measured
    same = same and not _is_limited((fact.what ^ old.what) - fact.about - old.about)
    return same and fact.cell is None and old.cell is None and (fact.about == old.what or fact.what == old.about)


def is_stock(fact: Fact) -> bool:
    """Say whether a number is of what may get less: its clause says so, or it is no level of all months so far."""
    clause = clause_of(fact.entry.mention) if fact.entry is not None else ""
    return (
        fact.kind != LEVEL or is_change(fact) or pattern("stocks").search(clause) is not None or fact.cell is not None
    )


def is_retasked(fact: Fact, sentences: Sequence[ReadSentence]) -> bool:
    """Say whether a document tells that a target was changed: in a sentence that names its owner, or none; or that it isn't the year's."""
    told = [s.text for s in sentences if pattern("retasked").search(s.text) or _MERGED.search(s.text)]
    other = fact.entry is not None and pattern("other_targets").search(clause_of(fact.entry.mention))
    own = fact.entry.mention.sentence if fact.entry is not None else None
    here = "".join(s.text for s in sentences if own and s.paragraph == own.paragraph and s.number <= own.number)
    if pattern("month_planned").search(here):
        return True  # 三、7月计划。计划完成投资1.9亿元
    return bool(other) or any(fact.owner in text or not body().search(text) for text in told)


def share_of_letters(one: frozenset[str], other: frozenset[str]) -> Fraction:
    """Give how much of the letters of the shorter of two subjects is in the longer."""
    shorter, longer = sorted((one, other), key=len)
    return Fraction(len(shorter & longer), len(shorter)) if shorter else Fraction(0)


def is_total(fact: Fact, year: int, last: int) -> bool:
    """Say whether a fact is a total since January of a year up to a month."""
    return (fact.period.year, fact.period.first, fact.period.last) == (year, 1, last) and not is_change(fact)


def added(part: Fact, old: Fact, new: Fact) -> Verdict:
    """Judge whether a total and what came, or went, behind it make a later total."""
    formula = total_of(2) if part.sign > 0 else rest_of(1)
    return judge(formula, [old.quantity.printed, part.quantity.printed], new.quantity.printed)[0]


def other_places(one: Reading, other: Reading) -> tuple[str, str] | None:
    """Give the counties or towns whose documents two titles say that they are, where neither document names the other's, with another ending too."""
    places = _place_of(one), _place_of(other)
    told = [place and _is_named(place, reading) for place, reading in zip(places, (other, one), strict=True)]
    return places if all(places) and not any(told) else None


def of_our_own(facts: Sequence[Fact], readings: Sequence[Reading]) -> list[Fact]:
    """Give the facts of the county whose document a title says that it is as facts of nobody else: 沅河县今年任务 x beside 全县任务 x."""
    home = {*map(_place_of, readings)} - {""}
    return [replace(fact, owner="") if fact.owner in home else fact for fact in facts]


def of_scope(facts: Sequence[Fact], reading: Reading, other: Reading) -> list[Fact]:
    """Give the facts of a document that its title limits to a group (关于县直部门…的通报), where the other's title doesn't, as facts of that group."""
    titles = ["".join(block.text for block in of.blocks[:1]) for of in (reading, other)]
    groups = [_SCOPE.search(title) for title in titles]
    if groups[0] is None or groups[1] is not None:
        return list(facts)
    return [replace(f, owner=groups[0][0]) if not f.owner and f.quantity.dimension == MONEY else f for f in facts]


def _place_of(reading: Reading) -> str:
    titles = (_OF_PLACE.match(block.text) for block in reading.blocks[:_TITLES])
    return next((match["place"] for match in titles if match), "")


def _is_named(place: str, reading: Reading) -> bool:
    texts = (text for block in reading.blocks for row in ((block.text, block.where), *block.rows) for text in row)
    return any(place[:-1] in text for text in texts)
