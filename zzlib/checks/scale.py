"""Amounts out of scale with those of the months before, and returns of which most are: the unit of money is wrong."""

from statistics import median
from typing import Any

from zzlib.checks.lines import Lines, Pair, Row, stated
from zzlib.issues import Issue
from zzlib.money import SUSPECT_FACTOR, display_money, out_of_scale

_FACTOR_OF_MANY = 500
"""The factor that makes an amount count towards a wrong return: together with a slip of units, some have grown too."""
_FEWEST = 3
"""With fewer amounts off, they are reported one by one."""
_BETWEEN = 3200
"""Between a thousand and ten thousand, as far from either."""

Change = tuple[Row, str, int, int]


def left_scale(now: Any, last: Any, earlier: Any, factor: int = SUSPECT_FACTOR) -> bool:
    """Tell whether an amount is out of scale with last month's and not back at that of the month before it.

    An amount that is back was told of when it left; nothing (0) and what is not stated have no scale.
    """
    return out_of_scale(now, last, factor) and not back_in_scale(now, last, earlier)


def back_in_scale(now: Any, last: Any, earlier: Any) -> bool:
    """Tell whether last month's amount was out of scale, and this month's is again of the size that it was before."""
    stands = isinstance(earlier, int) and earlier != 0
    return stands and out_of_scale(now, last, _FACTOR_OF_MANY) and not out_of_scale(now, earlier, _FACTOR_OF_MANY)


def wrong_unit_returns(lines: Lines, pairs: list[Pair]) -> dict[str, Issue]:
    """Give unit -> one error for each return most of whose amounts are 1,000 or 10,000 times last month's, or a part.

    The error stands at the first such amount.
    """
    compared: dict[str, list[tuple[Change, int | None]]] = {}
    for pair in pairs:
        for field in lines.form.cumulative:
            now, last = stated(pair.now, field), stated(pair.before, field)
            if now and last:
                change = (pair.now, field, now, last)
                compared.setdefault(pair.now["unit_id"], []).append((change, stated(pair.earlier, field)))
    found = {}
    for unit_id, changes in compared.items():
        off = [c for c, earlier in changes if left_scale(c[2], c[3], earlier, _FACTOR_OF_MANY)]
        for group in ([c for c in off if abs(c[2]) > abs(c[3])], [c for c in off if abs(c[2]) < abs(c[3])]):
            if len(group) >= _FEWEST and 2 * len(group) > len(changes):
                found[unit_id] = _wrong_unit(lines, group, len(changes))
    return found


def _wrong_unit(lines: Lines, off: list[Change], compared: int) -> Issue:
    row, field, now, last = off[0]
    ratio = median(max(abs(a), abs(b)) / min(abs(a), abs(b)) for _, _, a, b in off)
    times = ("一万" if ratio > _BETWEEN else "一千") + ("倍" if abs(now) > abs(last) else "分之一")
    before, now_word = lines.rhythm.said("上月"), lines.rhythm.said("本月")
    example = f"项目“{lines.project(row)['project_name']}”的{lines.form.label(field)}"
    return lines.issue(
        "size_suspect",
        row,
        field,
        f"整份报表约为{before}的{times}",
        what="整份报表的金额",
        whole=True,
        stated=f"{before}的约{times}（可比的 {compared} 个里有 {len(off)} 个）",
        why=f"如{example}{before}{display_money(last)}、{now_word}{display_money(now)}，像是金额单位写错",
    )
