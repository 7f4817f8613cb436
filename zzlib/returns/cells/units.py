"""Units of money as returns state them: in a header, on a line of their own, or in running text."""

import re
from functools import cache

from zzlib.returns.cells.text import fold
from zzlib.returns.form import form

OTHER = "?"
"""Stands for money that is stated but can't be converted (千元, 美元, or two units at once)."""

_CURRENCY = re.compile(r"人民币|RMB")
_SAYS_UNIT = re.compile(r"^(?:金额|计量|货币|资金|数据)?单位[:为是]?")
_BETWEEN = r"[、,/和及;]"


@cache
def _words() -> dict[str, str]:
    units = form().units
    words = {word: unit for unit, group in units.money for word in group}
    return words | dict.fromkeys(units.measures, "") | dict.fromkeys(units.other_money, OTHER)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    word = "(?:" + "|".join(map(re.escape, sorted(_words(), key=len, reverse=True))) + ")"
    return re.compile(template.format(units=f"({word}(?:{_BETWEEN}{word})*)"))


def _money(text: str) -> str:
    """Give the one unit of money among units (`个、万元` is 万元), `OTHER` if there are several, `""` if none."""
    money = {_words()[part] for part in re.split(_BETWEEN, text) if part} - {""}
    return money.pop() if len(money) == 1 else OTHER if money else ""


def read_unit(text: str) -> str | None:
    """Read text that may be nothing but a unit, such as `万元`, `单位:万元`, `个、万元`.

    Returns 元, 万元 or 亿元; `OTHER` for money that can't be converted; `""` for a unit that is not money (亩);
    `None` if it is no unit at all, as in `单位：县水利局`.
    """
    bare = _CURRENCY.sub("", _SAYS_UNIT.sub("", fold(text).strip("()"))).strip("()")
    match = _pattern("{units}").fullmatch(bare)
    return _money(match[1]) if match else None


def unit_line(text: str) -> str | None:
    """Find a unit of money stated in a line: `单位：万元`, `金额以万元计`, or the unit alone; `None` if none is."""
    folded = _CURRENCY.sub("", fold(text))
    if len(folded) <= 6 and (alone := read_unit(folded)):
        return alone
    stated = _pattern("单位[:为是]?{units}(?![\u4e00-\u9fffA-Za-z])").findall(folded)
    stated += _pattern("以{units}(?:为单位|计)").findall(folded)
    return _money("、".join(stated)) or None


def without_unit(text: str) -> str:
    """Take what states a unit (单位：万元, （计量单位：元）) out of a line in plain forms; what else it says stays."""
    says = r"[(]?(?:金额|计量|货币|资金|数据)?单\s*位\s*[:为是]\s*(?:人民币)?{units}(?:人民币)?[)]?(?![\u4e00-\u9fffA-Za-z])"
    return _pattern(says).sub("  ", text).strip()


def trailing_unit(label: str) -> tuple[str, str | None]:
    """Split a unit without brackets off a folded label: `总投资万元` -> 总投资, 万元; else the label and `None`."""
    match = _pattern("(.+?)(?:[:/,、-](?:单位)?:?|单位:?)?{units}$").match(label)
    unit = _money(match[2]) if match else ""
    return (match[1], unit) if match and (unit or match[2] == "亩") else (label, None)
