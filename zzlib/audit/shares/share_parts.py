"""What a share may be of a whole that is printed right before it."""

import re

from zzlib.audit.reading.binding import part_of, told_behind
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.audit.reading.roles import CHANGES, Role

_OF_MONTH = re.compile(r"[当本]月|(?<![-—–~～至到\d])\d{1,2}月份?(?![末底\d-])")


def parts_of_whole(
    mention: Mention, reading: Reading, subject: str, whole: Mention | None
) -> tuple[list[Mention], bool]:
    """Give what a share may be of a whole that is printed right before it, the likeliest first, and whether words are sure of it."""
    parts, sure = part_of(reading, mention, subject, whole)
    if whole is None:
        return parts, sure
    if whole.role == Role.TARGET and (done := told_behind(mention, whole)):
        parts, sure = done, True
    parts = [part for part in parts if part is not whole]
    if not parts and (change := _change_before(whole)) is not None:
        total = _total_before(change) if whole.role == Role.TARGET else None
        return [*([total] if total else []), change], True  # 累计到位4.3亿元，比9月末增加0.5亿元，完成任务5.2亿元的
    if whole.role == Role.TARGET and parts and (total := _total_before(parts[0])):
        parts = [total, *parts]  # 累计到位4.6亿元，6月到位0.8亿元，完成任务9.2亿元的50%
    return parts, sure


def _total_before(part: Mention) -> Mention | None:
    """Give the number that stands right before one that is of a month alone, or has come since, if it is of no month."""
    total = part.previous
    of_month = _OF_MONTH.search(part.before) or part.role in CHANGES
    of_month = of_month and total is not None and total.role not in CHANGES and not _OF_MONTH.search(total.before)
    return total if of_month and total is not None and same_unit(total, part) else None


def _change_before(whole: Mention) -> Mention | None:
    """Give the change right before the whole of which it is a share: 增加1523万人，占全国增加人数13215万人的11.52%."""
    change = whole.previous
    beside = change is not None and (change.sentence, change.segment) == (whole.sentence, whole.segment)
    if change is None or not beside or change.role not in CHANGES or not same_unit(change, whole):
        return None
    return change if change.quantity.value < whole.quantity.value else None
