"""Words that make an amount a part of another: 到位资金（省）, 到位资金/自有, 中央到位资金. A part is never taken for the whole."""

from collections.abc import Mapping
from functools import lru_cache

from zzlib.data import Pattern
from zzlib.returns.form import by_form, form


@lru_cache(maxsize=4096)
def part_named(text: str) -> str:
    """Give the part (`central`, `own`, …) that a folded qualifier names, `""` if it names none."""
    return _named(text, form().header.parts.words)


@lru_cache(maxsize=4096)
def loose_part(text: str) -> str:
    """Give the part that a folded qualifier names where others of the same whole stand beside it (`batch`), `""` if none."""
    return _named(text, form().header.parts.loose)


def _named(text: str, parts: Mapping[str, Pattern]) -> str:
    text = text.strip("-:、/—")
    return next((name for name, pattern in parts.items() if pattern.fullmatch(text)), "")


@lru_cache(maxsize=4096)
def is_neutral(text: str) -> bool:
    """Tell whether a folded qualifier changes nothing: 不含配套, 上级, 累计."""
    return form().header.neutral.fullmatch(text) is not None


def makes_another(text: str) -> bool:
    """Tell whether a folded qualifier, or a caption, makes an amount another one than its label says."""
    if is_neutral(text):
        return False
    return bool(part_named(text)) or any(word in text for word in form().header.elsewhere)


@by_form()
def beside_label(text: str) -> tuple[str, str]:
    """Part a folded header text into a field of money and the part that stands beside its label: 省级到位资金 -> received, provincial.

    Both are `""` if it is no such text.
    """
    for word, field_id in form().words_of_money:
        for rest in (text.removeprefix(word), text.removesuffix(word)):
            if rest != text and (name := part_named(rest)):
                return field_id, name
    return "", ""
