"""Lines that words draw: 80%以上, 不足1000万元, 25%—80%; and whether a value is past them."""

import re

from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import number_in

BOUND = re.compile(
    r"(?P<before>不足|低于|不到|未达到?|小于|超过|高于|大于|达到|过)?(?P<low>\d+(?:\.\d+)?)(?P<unit>%|万元|亿元)?"
    r"(?:(?:[-—–~～至到])(?P<high>\d+(?:\.\d+)?)(?P<unit2>%|万元|亿元))?(?:（含）|（不含）)?(?P<after>以上|及以上|以下|以内|之间|都?不到|都?没到)?"
)
BUT_FOR = re.compile("（(?:不含|不包括|不算|除)")
"""Opens what says that some are left out of a number: 到位为零的15个（不含没有任务的粮食局）."""
_BELOW = ("不足", "低于", "不到", "未达", "未达到", "小于", "以下", "以内", "都不到", "都没到", "没到")
_BEYOND = ("超过", "高于", "大于")
_SCALES = {"%": 1, "万元": 10**4, "亿元": 10**8}


def with_per_cents(text: str) -> str:
    """Write tenths as per cents: 过八成的, 二成五到八成之间的."""
    return regex("([一二两三四五六七八九])成(半|[一二三四五六七八九])?").sub(
        lambda m: f"{number_in(m[1])}{5 if m[2] == '半' else number_in(m[2] or '') or 0}%", text
    )


def holds(bound: re.Match[str], value: Fraction) -> bool:
    """Say whether a value is past a line."""
    scale = _SCALES[bound["unit"] or bound["unit2"]]
    low = Fraction(bound["low"]) * scale
    if bound["high"]:
        return low <= value < Fraction(bound["high"]) * scale
    below = bound["before"] in _BELOW or bound["after"] in _BELOW
    beyond = bound["before"] in _BEYOND and not bound["after"]
    return value < low if below else value > low if beyond else value >= low
