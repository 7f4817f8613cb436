"""Clauses of sentences: phrases of which the first usable one is said, and those that are said once for each kind of project."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from zzlib.data import DataModel
from zzlib.indicators.catalogue import of_kind
from zzlib.kinds import Kinds


class Phrase(DataModel):
    """One way to say something: `text` with references, usable when every condition of `when` holds."""

    text: str
    when: str = ""


Clauses = tuple[tuple[Phrase | str, ...], ...]
"""Clauses one after another; of each the first usable phrase is taken."""

CONDITION = re.compile(r"(\S+) (<|>|=|is) (\S+)")
"""A condition of `when`: `funds_gap > 0`."""
_MARKS = re.compile(r"([，；、]*)(.*?)([，；、。：]*)", re.DOTALL)


def holds(condition: str, numbers: Mapping[str, Decimal]) -> bool:
    """Tell whether a condition holds of numbers by name; one on a name that has none does not.

    Raises:
        ValueError: it is no condition.
    """
    if (match := CONDITION.fullmatch(condition)) is None:
        raise ValueError(f"“{condition}” is not a condition")
    left, right = (numbers.get(part, Decimal(part) if part[-1:].isdigit() else None) for part in (match[1], match[3]))
    if left is None or right is None:
        return False
    return {"<": left < right, ">": left > right, "=": left == right, "is": left == right}[match[2]]


def for_kinds(alternatives: Sequence[Phrase | str], kinds: Kinds) -> list[list[Phrase]]:
    """Give the alternatives of a clause that speaks of `{kind}` for each kind, none of one that does not."""
    phrases = [Phrase(text=one) if isinstance(one, str) else one for one in alternatives]
    if not any("{kind}" in phrase.text for phrase in phrases):
        return []
    return [[_of_kind(phrase, kind, kinds) for phrase in phrases] for kind in kinds.ids]


def can_say(clauses: Clauses, text: str, kinds: Kinds, said_for: Callable[[str], str]) -> bool:
    """Tell whether clauses make a text, whatever the figures; `said_for` puts a phrase into the words of the county."""
    parts = []
    for alternatives in clauses:
        each: list[Sequence[Phrase | str]] = [*for_kinds(alternatives, kinds)]
        parts += [_any_of(map(said_for, map(_text, phrases)), within=bool(each)) for phrases in each or [alternatives]]
    return re.fullmatch("".join(parts), text.removesuffix("。")) is not None


def _any_of(texts: Iterable[str], *, within: bool) -> str:
    """Give the pattern of one of several texts or none; marks at the ends of a sentence, or of one on each kind, are dropped."""
    patterns = []
    for text in texts:
        first, words, last = _MARKS.fullmatch(text).groups()  # type: ignore[union-attr]
        before = f"(?:{re.escape(first)}|^)" if first else ""
        after = f"(?:{re.escape(last)}|{'' if within else '$'})" if last else ""
        patterns.append(before + re.escape(words) + after)
    return f"(?:{'|'.join(patterns)}|)"


def _text(phrase: Phrase | str) -> str:
    return phrase if isinstance(phrase, str) else phrase.text


def _of_kind(phrase: Phrase, kind: str, kinds: Kinds) -> Phrase:
    """Give a phrase on each kind (`{kind}项目{projects_total@kind}个`) as it speaks of one."""

    def own(match: re.Match[str]) -> str:
        name, scope = of_kind(match[1], kind, kinds)
        return name if scope == "county" else f"{name}@{kind}"

    text, when = (re.sub(r"(\w+)@kind\b", own, part) for part in (phrase.text, phrase.when))
    return Phrase(text=text.replace("{kind}", kinds.labels[kind]), when=when)
