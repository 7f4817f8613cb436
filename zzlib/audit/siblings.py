"""Items of one list, each with its own share: X 24件，占16%；Y 122件，占84%. None is the whole of another."""

import re
from dataclasses import dataclass
from fractions import Fraction

from zzlib.audit.arithmetic import HOLDS, SHARE, ClaimFormula, Verdict, judge
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import Binding
from zzlib.audit.quantities import PERCENT
from zzlib.audit.reading import Mention, Reading, compatible, same_unit, stripped, words_between
from zzlib.audit.roles import Role

_INNER = re.compile(r"(?:其中|包括|中，|（)[^；。）]*$")
_STAGE = re.compile(
    r"(?:已|实际|累计)[一-龥]{0,4}?(?:开工|竣工|完工|入住|投产|录入)|^[一-龥]{0,8}(?:竣工|完工|入住|投产)|开工数|新收|新增|旧存"
)
_CANDIDATES = 60


@dataclass(frozen=True)
class Item:
    """A number of a list and the share that stands behind it."""

    part: Mention
    share: Mention


def share_behind(amount: Mention) -> Mention | None:
    """Give the share that an amount carries: 24件，占16%; none of what 占 names: 占收入5.86亿元的70.3%."""
    if re.search("占[^，；]*$", amount.lead):
        return None
    for other in amount.behind:
        if other.depth > amount.depth:
            continue
        own = other.dimension == PERCENT and other.segment == amount.segment and not other.series
        return other if own and re.search("占(?!用|地)", other.lead) else None
    return None


def is_inner(part: Mention, whole: Mention) -> bool:
    """Say whether 其中 opens the part, between it and a target of the whole."""
    if whole.sentence is not part.sentence or whole.order > part.order:
        return False
    return "其中" in words_between(whole, part)


def is_no_whole(candidate: Mention, part: Mention, rate: Mention) -> bool:
    """Say whether a number is an earlier stage (已开工), has a rate of its own, or is only what came in newly."""
    if candidate.role == Role.TARGET or _INNER.search(words_between(candidate, part)):
        return False
    behind = candidate.behind[:1]
    rated = any(
        m is not rate and m.dimension == PERCENT and m.segment == candidate.segment and "率" in m.lead for m in behind
    )
    return rated or bool(_STAGE.search(candidate.before))


def run_binding(reading: Reading, mention: Mention) -> Binding | None:
    """Give the whole that the list of the share has in common, if all of its shares, or all but one, agree with it."""
    items = run_of(mention)
    if len(items) < 2:
        return None
    mine = next(place for place, item in enumerate(items) if item.share is mention)
    needed = max(2, len(items) - 1)
    fitting = []
    for whole in _wholes(reading, items):
        found = [Binding(SHARE, (item.part, whole)) for item in items]
        if sum((item.part.quantity.value for item in items), Fraction(0)) == whole.quantity.value:
            return found[mine]
        if _agreeing(items, found) >= needed:
            fitting.append(found)
    full = [found for found in fitting if _agreeing(items, found, cut=True) == len(items)]
    if fitting and (full or len({found[0].operands[1].quantity.value for found in fitting}) == 1):
        return (full or fitting)[0][mine]
    if fitting:
        return None  # several wholes, each with another share that is off
    parts = tuple(item.part for item in items)
    found = [Binding(_share_of_all(place, len(items)), parts) for place in range(len(items))]
    all_ = makes_all(items) or len(items) > 2  # two shares of the sum of three parts are no chance
    return found[mine] if all_ and _agreeing(items, found) >= needed else None


def _agreeing(items: list[Item], bindings: list[Binding], *, cut: bool = False) -> int:
    """Count the shares that hold; with `cut` those too that are only cut off."""
    pairs = zip(items, bindings, strict=True)
    good = (*HOLDS, Verdict.TRUNCATED) if cut else HOLDS
    return sum(judge(b.formula, b.printed, item.share.quantity.printed)[0] in good for item, b in pairs)


def run_of(mention: Mention) -> list[Item]:
    """Give the items of the sentence that have the mention's share among them, without those inside an item."""
    named = _named_run(mention)
    if len(named) > 1 or (named := _zipped(mention)):
        return named
    found: list[Item] = []
    for part in mention.sentence.mentions:
        share = share_behind(part) if is_amount(part) and not part.quantity.hedge else None
        if share is not None and share.depth == mention.depth and not share.quantity.hedge and _may_stand(share, found):
            inner = any(_INNER.search(words_between(item.part, part)) for item in found)
            if not inner and all(compatible(part, item.part) for item in found):
                found.append(Item(part, share))
    return found if any(item.share is mention for item in found) else []


def _zipped(mention: Mention) -> list[Item]:
    """Give the items of 支教42人、支农36人、支医24人，占比分别为35%、30%、20%: the like numbers before a list of as many shares."""
    first = mention.first
    ahead = [m for m in mention.sentence.mentions[: first.place] if m.segment == mention.segment and not m.depth]
    parts = ahead[-len(mention.series) :] if len(mention.series) > 2 else []
    listed = all(is_amount(m) and compatible(m, parts[0]) and not m.quantity.hedge for m in parts)
    bare = re.search(r"占比?[^，\d]{0,6}$|比[重例][^，\d]{0,6}$", first.lead) is not None
    found = [Item(part, share) for part, share in zip(parts, mention.series, strict=False)]
    return found if bare and listed and len(parts) == len(mention.series) and ahead == parts else []


def _named_run(mention: Mention) -> list[Item]:
    """Give the items of 电话612件、网络306件，…，电话占60%，网络占30%: each share bears the name of one number before all."""
    shares = [
        m
        for m in mention.sentence.mentions
        if m.role == Role.SHARE and m.segment == mention.segment and m.depth == mention.depth and _named(m)
    ]
    ahead = [m for m in mention.sentence.mentions[: shares[0].place] if is_amount(m)] if shares else []
    found = [Item(part, share) for share in shares for part in ahead if _named(share) in part.before]
    plain = len(found) == len(shares) and all(compatible(item.part, found[0].part) for item in found)
    return found if plain and any(share is mention for share in shares) else []


def _named(share: Mention) -> str:
    """Give the name before a bare 占: 电话 of 电话占60%."""
    named = re.fullmatch("([一-龥]{2,8}?)(?:约|仅|各)?占(?:比)?(?:为)?", share.lead)
    return named[1] if named and share.dimension == PERCENT and not share.series else ""


def _may_stand(share: Mention, found: list[Item]) -> bool:
    """Say whether a share may be of the whole of the list: the first may name it (占新收案件的53.0%)."""
    return not re.search(r"\d", share.lead.rpartition("占")[2]) if not found else _names_no_other(share)


def _names_no_other(share: Mention) -> bool:
    """Say whether nothing but 占, or 占总数的, stands before a share."""
    noun = share.lead.rpartition("占")[2]
    return not re.search(r"\d", noun) and (not stripped(noun) or "总" in noun or "全部" in noun)


def _wholes(reading: Reading, items: list[Item]) -> list[Mention]:
    """Give the numbers before the list that may be its whole, the nearest first."""
    first, most = items[0].part, max(item.part.quantity.value for item in items)
    roles = (Role.TARGET, Role.BASE)
    before = [m for m in reading.before(first) if is_amount(m) or m.role in roles]
    fit = [m for m in before if compatible(m, first) and m.quantity.value >= most and not m.quantity.hedge]
    return [m for m in fit if m.role in roles or share_behind(m) is None or m.depth != first.depth][:_CANDIDATES]


def makes_all(items: list[Item]) -> bool:
    """Say whether the shares of a list make 100%, but for what rounding takes."""
    total = sum((item.share.quantity.value for item in items), Fraction(0))
    slack = sum((item.share.quantity.step for item in items), Fraction(0)) / 2
    return abs(total - 100) <= slack


def _share_of_all(place: int, number: int) -> ClaimFormula:
    signs = tuple(1 if other == place else -1 for other in range(number))
    return ClaimFormula(lambda *parts: parts[place] / sum(parts, Fraction(0)) * 100, signs)


def closing_whole(part: Mention) -> Mention | None:
    """Give the only number of a sentence that a part and one other number of it make to the last: 320个，获批244个，退回76个."""
    here = [m for m in part.sentence.mentions if m is not part and is_amount(m) and same_unit(m, part)]
    here = [m for m in here if not m.quantity.hedge]
    name = stripped(part.before)[-2:]  # 12月优良19天，1—11月优良267天，全年286天: no halves
    halves = [m for m in here if not name or name not in m.before]
    found = [
        m for m in here for n in halves if m is not n and m.quantity.value == part.quantity.value + n.quantity.value
    ]
    return found[0] if len(found) == 1 else None
