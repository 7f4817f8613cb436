"""What is known of a file before it is read."""

from dataclasses import dataclass, field

from zzlib.returns.layout.headings import Headings
from zzlib.returns.rows.rulings import Rulings


@dataclass(frozen=True)
class Context:
    """The year of months without one, the month (`2013-05`, `""` unknown) that the file came for, what was decided of headings and rows."""

    year: int | None = None
    month: str = ""
    headings: Headings = field(default_factory=Headings)
    rulings: Rulings = field(default_factory=Rulings)
