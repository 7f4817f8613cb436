"""Which field a column of closed words is, told by what stands under a heading that says too little, or something else."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from zzlib.returns.amounts import is_blank
from zzlib.returns.form import fields
from zzlib.returns.headings import Headings
from zzlib.returns.labels import DECIDED, Meaning
from zzlib.returns.units import read_unit
from zzlib.returns.words import UNSTATED, VALUES, Vocabulary, other_kind

_FEWEST = 2
"""Values that a column holds at least before they speak against its heading; one alone is a slip in a cell."""


@dataclass(frozen=True)
class Told:
    """What heading and values say together: the meaning that is read, if any.

    `asked` are the fields between which a person has to choose, and `spoken` those whose words stand in the column.
    `other` names what the words say that the form does not ask for: 建设性质 of 新建, 改扩建.
    """

    means: Meaning | None = None
    asked: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    other: str = ""


def tell(
    means: Meaning, heading: str, values: Callable[[], Sequence[str]], vocabulary: Vocabulary, headings: Headings
) -> Told:
    """Hold what a heading means against the values under it; what a person decided of both together comes first."""
    field = fields()[means.field_id]
    if field.field_id not in VALUES and field.type != "category":
        confirmed = not means.by_values or values_confirm(field.field_id, values(), vocabulary)
        return Told(means if confirmed else None)
    texts = values()
    spoken = fields_spoken(texts, vocabulary)
    if decided := headings.told(heading, spoken):
        return Told(Meaning(decided, DECIDED))
    if means.by_values:
        return _by_values_alone(means, heading, texts, spoken, vocabulary, headings)
    if _against(field.field_id, texts, spoken, vocabulary):
        asked = headings.undecided(heading, (field.field_id, *spoken), spoken)
        # A category may bear any name; an enumeration none of whose words stand there says nothing.
        read = means if field.type == "category" and field.field_id in asked else None
        return Told(read, asked, spoken)
    if not spoken and not field.required and field.field_id in VALUES and (other := _other_kind(texts, vocabulary)):
        return Told(other=other)
    return Told(means)


def _by_values_alone(
    means: Meaning, heading: str, texts: Sequence[str], spoken: tuple[str, ...], vocabulary: Vocabulary,
    headings: Headings,
) -> Told:  # fmt: skip
    """Tell a column whose heading may be several fields': that of the one whose words more than half of its values are."""
    if len(spoken) == 1:
        if not values_confirm(spoken[0], texts, vocabulary):
            return Told()
        # Another column whose heading says the field itself comes before one that only its values tell.
        strength = means.strength if spoken[0] == means.field_id else 1
        return Told(replace(means, field_id=spoken[0], strength=strength))
    return Told(asked=headings.undecided(heading, spoken, spoken), spoken=spoken)


def _against(field_id: str, texts: Sequence[str], spoken: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    """Tell whether a column's values are another field's words, and none of them one of its own."""
    said = _saying(texts, vocabulary)
    if len(said) < _FEWEST or any(field_id in vocabulary.fields_of(text) for text in said):
        return False
    return any(values_confirm(name, texts, vocabulary) for name in spoken)


def fields_spoken(texts: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Give the enumerations whose words at least half of a column's texts are, in the form's order."""
    said = _saying(texts, vocabulary)
    shares = Counter(name for text in said for name in vocabulary.fields_of(text))
    return tuple(name for name in VALUES if said and shares[name] * 2 >= len(said))


def values_confirm(field_id: str, values: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Tell whether a column's values speak for a field whose label has other meanings too."""
    if field_id in VALUES:
        said = _saying(values, vocabulary)
        return sum(field_id in vocabulary.fields_of(text) for text in said) * 2 > len(said)
    return bool(values) and all(read_unit(value) is None for value in values)


def _saying(texts: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    return [text for text in texts if not is_blank(text) and UNSTATED not in vocabulary.fields_of(text)]


def _other_kind(texts: Sequence[str], vocabulary: Vocabulary) -> str:
    """Name what the words in a column say that the form does not ask for, if all of them say it; else `""`."""
    said = _saying(texts, vocabulary)
    kinds = {other_kind(text) for text in said}
    return kinds.pop() if len(kinds) == 1 and len(said) >= _FEWEST else ""
