"""Which field a column of closed words is, told by what stands under a heading that says too little, or something else."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from zzlib.returns.cells.amounts import is_blank
from zzlib.returns.cells.units import read_unit
from zzlib.returns.cells.words import UNSTATED, VALUES, Vocabulary, other_kind
from zzlib.returns.form import fields
from zzlib.returns.layout.headings import Headings
from zzlib.returns.layout.labels import DECIDED, Meaning

_FEWEST = 2
"""Values that a column holds at least before they speak against its heading; one alone is a slip in a cell."""


_MOST = 2_000
"""Values of a column that are looked at."""


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


class _Words:
    """What the values of a column say: how many say anything, and of how many each enumeration's words are."""

    def __init__(self, texts: Sequence[str], vocabulary: Vocabulary) -> None:
        times = Counter(texts[:_MOST])
        fields_of = {text: vocabulary.fields_of(text) for text in times}
        self.texts = [text for text in times if UNSTATED not in fields_of[text] and not is_blank(text)]
        self.count = sum(times[text] for text in self.texts)
        self.of: Counter[str] = Counter()
        for text in self.texts:
            self.of.update(dict.fromkeys(fields_of[text], times[text]))

    @property
    def spoken(self) -> tuple[str, ...]:
        """The enumerations whose words at least half of the values are."""
        return tuple(name for name in VALUES if self.of[name] and self.of[name] * 2 >= self.count)

    def confirm(self, field_id: str) -> bool:
        """Tell whether more than half of the values are words of an enumeration."""
        return self.of[field_id] * 2 > self.count

    def against(self, field_id: str) -> bool:
        """Tell whether the values are another enumeration's words, and none of them one of this field's."""
        return self.count >= _FEWEST and not self.of[field_id] and any(map(self.confirm, self.spoken))

    @property
    def other_kind(self) -> str:
        """What all of the values say that the form does not ask for, `""` if they don't."""
        kinds = {other_kind(text) for text in self.texts}
        return kinds.pop() if len(kinds) == 1 and self.count >= _FEWEST else ""


def tell(
    means: Meaning, heading: str, values: Callable[[], Sequence[str]], vocabulary: Vocabulary, headings: Headings
) -> Told:
    """Hold what a heading means against the values under it; what a person decided of both together comes first."""
    field = fields()[means.field_id]
    if field.field_id not in VALUES and field.type != "category":
        confirmed = not means.by_values or values_confirm(field.field_id, values(), vocabulary)
        return Told(means if confirmed else None)
    words = _Words(values(), vocabulary)
    if decided := headings.told(heading, words.spoken):
        return Told(Meaning(decided, DECIDED))
    if means.by_values:
        return _by_values_alone(means, heading, words, headings)
    if words.against(field.field_id):
        asked = headings.undecided(heading, (field.field_id, *words.spoken), words.spoken)
        # A category may bear any name; an enumeration none of whose words stand there says nothing.
        read = means if field.type == "category" and field.field_id in asked else None
        return Told(read, asked, words.spoken)
    if not words.of and not field.required and field.field_id in VALUES and (other := words.other_kind):
        return Told(other=other)
    return Told(means)


def _by_values_alone(means: Meaning, heading: str, words: _Words, headings: Headings) -> Told:
    """Tell a column whose heading may be several fields': that of the one whose words more than half of its values are."""
    spoken = words.spoken
    if len(spoken) != 1:
        return Told(asked=headings.undecided(heading, spoken, spoken), spoken=spoken)
    if not words.confirm(spoken[0]):
        return Told()
    # Another column whose heading says the field itself comes before one that only its values tell.
    strength = means.strength if spoken[0] == means.field_id else 1
    return Told(replace(means, field_id=spoken[0], strength=strength))


def values_confirm(field_id: str, values: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Tell whether a column's values speak for a field whose label has other meanings too."""
    if field_id in VALUES:
        return _Words(values, vocabulary).confirm(field_id)
    return bool(values) and all(read_unit(value) is None for value in values)
