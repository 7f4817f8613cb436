"""Clauses of sentences: phrases of which the first usable one is said, and those that are said once for each kind of project."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from zzlib.data import DataModel
from zzlib.indicators.catalogue import of_kind
from zzlib.kinds import Kinds


class Phrase(DataModel):
    """One way to say something: `text` with references, usable when every condition of `when` holds."""

    text: str
    when: str = ""


Clauses = tuple[tuple[Phrase | str, ...], ...]
"""Clauses one after another; of each the first usable phrase is taken."""


def for_kinds(alternatives: Sequence[Phrase | str], kinds: Kinds) -> list[list[Phrase]]:
    """Give the alternatives of a clause that speaks of `{kind}` for each kind, none of one that does not."""
    phrases = [Phrase(text=one) if isinstance(one, str) else one for one in alternatives]
    if not any("{kind}" in phrase.text for phrase in phrases):
        return []
    return [[_of_kind(phrase, kind, kinds) for phrase in phrases] for kind in kinds.ids]


def variants(clauses: Clauses, kinds: Kinds, said_for: Callable[[str], str]) -> Iterator[str]:
    """Give every sentence that clauses can make, whatever the figures; `said_for` puts a text into the words of the county."""
    choices = []
    for alternatives in clauses:
        each = for_kinds(alternatives, kinds)
        whole: list[Sequence[Phrase | str]] = [*each] or [alternatives]
        texts = [[*(said_for(_text(phrase)) for phrase in phrases), ""] for phrases in whole]
        said = map("".join, itertools.product(*texts))
        choices.append([text.rstrip("、；") for text in said] if each else list(said))
    for parts in itertools.product(*choices):
        if text := "".join(parts).strip("，；、"):
            yield text if text.endswith(("。", "：")) else text + "。"


def _text(phrase: Phrase | str) -> str:
    return phrase if isinstance(phrase, str) else phrase.text


def _of_kind(phrase: Phrase, kind: str, kinds: Kinds) -> Phrase:
    """Give a phrase on each kind (`{kind}项目{projects_total@kind}个`) as it speaks of one."""

    def own(match: re.Match[str]) -> str:
        name, scope = of_kind(match[1], kind, kinds)
        return name if scope == "county" else f"{name}@{kind}"

    text, when = (re.sub(r"(\w+)@kind\b", own, part) for part in (phrase.text, phrase.when))
    return Phrase(text=text.replace("{kind}", kinds.labels[kind]), when=when)
