"""What a kind of question may ask of the month: the rooms above know it and pass it in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from zzlib.decisions.question import Choice
from zzlib.form import Form
from zzlib.issues import Issue
from zzlib.rhythm import Rhythm

Row = Mapping[str, Any]
"""A row of the ledger."""


class Knowledge(Protocol):
    """What earlier months and the files themselves say about one period's open questions."""

    @property
    def form(self) -> Form:
        """The form of the county's returns."""

    @property
    def rhythm(self) -> Rhythm:
        """How the county calls its periods."""

    @property
    def issues(self) -> Sequence[Issue]:
        """What the ledger says."""

    @property
    def names(self) -> Mapping[str, str]:
        """The units' names by id, in the order of the county's list."""

    def digest(self, file: str) -> str:
        """Give the digest of a file's content."""

    def contents(self, file: str, *, name_file: bool = False) -> list[str]:
        """Say in a line what a file holds."""

    def money(self, file: str, unit: str = "", *, row: tuple[str, int] | None = None, project: str = "") -> int:
        """Give the money of a file, of a row of a sheet or of a project in it, in fen; bare amounts count in `unit`."""

    def sums(self, file: str) -> Counter[str]:
        """Give the sum of each of the year's amounts in a file, in fen."""

    def standing_before(self, unit_id: str) -> int:
        """Give the money that stood for a unit in the period before, in fen."""

    def unit_id(self, text: str) -> str:
        """Give the id of the unit that bears a name."""

    def units(self, file: str, stated: str, first: list[str]) -> tuple[list[str], int, list[str], float]:
        """Order all units for a file; how many could be it; the evidence; the share by which the first is known."""

    def reorganised(self, file: str, stated: str, since: str) -> tuple[Sequence[Choice], Sequence[str]]:
        """Give choices and evidence where a file under an unknown name speaks for a unit that became another."""

    def money_units(self, file: str, unit_id: str) -> tuple[list[str], list[str]]:
        """Order the units of money by the size of the amounts that have none, with the evidence."""

    def file_of(self, unit_id: str) -> str:
        """Give the file that counts for a unit in the month."""

    def undecided(self, issue: Issue, heading: str, field_id: str) -> bool:
        """Tell whether nobody has said of a heading in the returns of an issue's unit whether it is a field."""

    def heading_key(self, heading: str) -> str:
        """Give a heading as it is compared."""

    def readings_before(self, issue: Issue) -> list[tuple[str, str]]:
        """Give what was decided of rows of an issue's name so far: the reading, and what is said of it."""

    def counted(self, issue: Issue, field_id: str, rows: Sequence[int] | None = None) -> int | None:
        """Give what counts for an issue's unit in a field, of some rows of its sheet or of all, in fen."""

    def renamed(self, issue: Issue) -> tuple[Row, Sequence[Row]]:
        """Give a vanished project, and the unit's projects new this month that could be it, the likest first."""

    def twins(self, issue: Issue) -> Sequence[Row]:
        """Give the projects of all units of which an issue says that they are one, in order of precedence."""

    def described(self, row: Row) -> str:
        """Say of a project its name, code, investment and money."""

    def largest_amount(self, row: Row) -> int:
        """Give the largest of the year's amounts of a row, in fen."""

    def alike(self, one: str, other: str) -> float:
        """Tell how like two names are, from 0 to 1."""

    def correction(self, issue: Issue, fen: int) -> tuple[str, dict[str, str]]:
        """Say what stands in the cell that an issue is about, and give the correction of it to an amount."""
