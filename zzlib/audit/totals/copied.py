"""Totals and parts of which one number was taken over from another, or left out: words lead the parts in, and no reading of them makes the total."""

import re
from collections import Counter
from collections.abc import Collection

from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.roles import CHANGES
from zzlib.audit.totals.misprints import MISPRINT
from zzlib.audit.totals.partition import DIGITS_LED, Partition, slack

_LIKELY, _LIKELY_EQUAL = 0.5, 0.3
_EXCLUDED = {
    f"{MISPRINT}: but {sign}" for sign in ("mixed depths", "shared", "top", "largest", "sum among parts", "little off")
}
_AMONG = re.compile("(?:（[^）]*）)?[的中]")
_FEW_DIGITS, _PAIR = 2, 2


def is_copied(found: Partition, meant: float, traits: Collection[str]) -> bool:
    """Say whether parts told beside a total have its number, or one number twice, or make it without one of them."""
    total, values = found.whole.quantity.value, [m.quantity.value for m in found.parts]
    if found.gap or found.mixed or _EXCLUDED & set(traits) or found.whole.quantity.digits < _FEW_DIGITS:
        return False
    if len({m.sentence.number for m in found.parts}) > 1:
        return False  # 税务13866万元，财政14717万元。支出195043万元: what follows may be of another thing
    if total in values:
        again = found.parts[values.index(total)]
        same = again.before[-2:] == found.whole.before[-2:]
        if same or found.whole.role in CHANGES:
            return False
        if not found.told_by_words["led"] and again.sentence is not found.whole.sentence:
            return False  # said once more
        if _AMONG.match(again.sentence.text, again.quantity.end):
            return False  # 草食畜存栏2554.90万头中，牛存栏494.13万头
        return meant >= _LIKELY_EQUAL and sum(values) != 2 * total  # 581件，其中581件…：274件、307件
    closes = found.told_by_words["others"] or _closes(found.parts[-1])
    inside = values if closes else values[:-1]  # 由三部分组成，设计时速40公里: the last may be of another thing
    told = Counter(m.quantity.value for m in found.parts if m.quantity.digits >= DIGITS_LED)
    left_out = len(values) > _PAIR and any(abs(found.off - value) <= slack(found.figures) for value in inside)
    return meant >= _LIKELY and (left_out or max(told.values(), default=0) > 1)


def _closes(last: Mention) -> bool:
    """Say whether a bracket ends right behind a part."""
    return last.depth > 0 and last.sentence.text.startswith("）", last.quantity.end)
