"""Items of one list, each with its own share: X 24件，占16%；Y 122件，占84%. None is the whole of another."""

import re

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.numbers.arithmetic import SHARE, gives
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, stripped, words_between
from zzlib.audit.reading.roles import Role

_INNER = re.compile(r"(?:其中|包括|中，|（)[^；。）]*$")
_STAGE = re.compile(
    r"(?:已|实际|累计)[一-龥]{0,4}?(?:开工|竣工|完工|入住|投产|录入)|^[一-龥]{0,8}(?:竣工|完工|入住|投产)|开工数|新收|新增|旧存"
)


def share_behind(amount: Mention) -> Mention | None:
    """Give the share that an amount carries: 24件，占16%; none of what 占 names: 占收入5.86亿元的70.3%."""
    for other in amount.behind:
        if other.depth > amount.depth:
            continue
        own = other.dimension == PERCENT and other.segment == amount.segment and not other.series
        told = own and regex("占(?!用|地)").search(other.lead) and not regex("占[^，；]*$").search(amount.lead)
        return other if told else None
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


def is_of_head(share: Mention, part: Mention, whole: Mention) -> bool:
    """Say whether a share is of the head of a list, and not of its last item: 装机94.6万千瓦，其中风电38万千瓦、光伏56.6万千瓦，占总装机213.8万千瓦的44.2%."""
    heads = [m for m in share.ahead if m.order < part.order and same_unit(m, part)]
    heads = [m for m in heads if regex("、|其中").search(words_between(m, part))]
    return any(gives(SHARE, (m.quantity.printed, whole.quantity.printed), share.quantity.printed) for m in heads)


def of_own_whole(mention: Mention) -> NumericClaim | None:
    """Judge each of 22.38万起、1061人，分别占总数63.68万起和1441人的 p%、q% by its own part and whole."""
    row = mention.series
    used = [m for m in mention.first.ahead if not m.depth][-2 * len(row) :] if row else []
    parts, wholes = used[: len(row)], used[len(row) :]
    if not row or len(wholes) < len(row) or not regex(r"分别占[^，；。\d]*$").search(wholes[0].lead):
        return None
    pairs = list(zip(parts, wholes, strict=True))
    if not all(same_unit(part, whole) for part, whole in pairs):
        return None
    kind = "level" if wholes[0].role == Role.TARGET else "share"
    return settle(kind, mention, [Binding(SHARE, pairs[row.index(mention)])], certain=True)[0]
