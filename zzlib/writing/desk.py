"""The writer's desk: a draft as rows to pick, order and edit; what is on it makes a draft. Knows nothing of widgets."""

from dataclasses import dataclass, field, replace

from zzlib.findings import Finding
from zzlib.indicators.month import Month
from zzlib.writing.draft import SECTIONS, Draft, DraftLine, DraftParagraph, Request
from zzlib.writing.sections import SITUATION
from zzlib.writing.starting import starting_draft
from zzlib.writing.stored_views import StoredView

OWN_TITLE = "其他"
"""The heading under which views and sentences without a place of their own are put."""


@dataclass
class DeskRow:
    """A line that the writer may use: `used` tells whether it goes into the draft."""

    line: DraftLine
    used: bool = True


@dataclass
class DeskPart:
    """Rows under a heading (`""` for the lead-in of a section)."""

    section: str
    title: str
    rows: list[DeskRow] = field(default_factory=list)


class Desk:
    """A month's draft on the desk: the newest one, or the one to start from; problems that it leaves out lie beside."""

    def __init__(self, month: Month, start: Draft, findings: list[Finding], views: dict[str, StoredView]) -> None:
        """Lay out a draft."""
        self.period = month.period
        self.naming = start.naming
        self._requests = start.requests
        self._possible = starting_draft(month, findings)
        self.parts = [
            DeskPart(section, paragraph.title, [DeskRow(line) for line in paragraph.lines])
            for section in SECTIONS
            for paragraph in start.section(section)
        ]
        for section in SECTIONS:
            for paragraph in self._possible.section(section):
                for line in paragraph.lines:
                    if line.basis not in self._bases():
                        self._part(section, paragraph.title).rows.append(DeskRow(line, used=False))
        placed = {row.line.text for part in self.parts for row in part.rows if row.line.kind != "sentence"}
        for name, view in views.items():
            kinds = ("view", "chart") if view.chart else ("view",)
            if name not in placed:
                self._part("problems", OWN_TITLE).rows += [DeskRow(DraftLine(kind, name), used=False) for kind in kinds]  # type: ignore[arg-type]

    def _bases(self) -> set[str]:
        return {row.line.basis for part in self.parts if part.section != SITUATION for row in part.rows}

    def _part(self, section: str, title: str) -> DeskPart:
        """Give the part with this heading, a new one at the section's end where there is none."""
        for part in self.parts:
            if (part.section, part.title) == (section, title):
                return part
        made = DeskPart(section, title)
        last = max((n for n, part in enumerate(self.parts) if part.section == section), default=-1)
        place = last + 1 if last >= 0 else (0 if section == "problems" else len(self.parts))
        self.parts.insert(place, made)
        return made

    def use(self, row: DeskRow, used: bool) -> None:
        """Take a row into the draft, or leave it out."""
        row.used = used

    def write(self, row: DeskRow, text: str) -> None:
        """Change a row's words; line breaks become one line."""
        row.line = replace(row.line, text=" ".join(text.split("\n")).strip())

    def move(self, part: DeskPart, row: DeskRow, step: int) -> None:
        """Move a row up (−1) or down (1) among those of its heading."""
        _move(part.rows, row, step)

    def move_part(self, part: DeskPart, step: int) -> None:
        """Move a heading with its rows up or down within its section."""
        others = [other for other in self.parts if other.section == part.section]
        place = others.index(part) + step
        if 0 <= place < len(others):
            here, there = self.parts.index(part), self.parts.index(others[place])
            self.parts[here], self.parts[there] = self.parts[there], self.parts[here]

    def add(self, section: str, title: str, text: str) -> DeskRow:
        """Add a sentence of the writer's own under a heading (`OWN_TITLE` when blank)."""
        row = DeskRow(DraftLine("sentence", text.strip()))
        self._part(section, title.strip() or OWN_TITLE).rows.append(row)
        return row

    def draft(self) -> Draft:
        """Give the draft that lies on the desk; what is asked of whom goes with the advice in it."""
        used = {row.line.basis for part in self.parts if part.section != SITUATION for row in part.rows if row.used}
        asked = {request.advice: request for request in (*self._possible.requests, *self._requests)}
        sections = {name: tuple(self._paragraphs(name)) for name in SECTIONS}
        return Draft(
            self.period,
            naming=self.naming,
            situation=sections["situation"],
            problems=sections["problems"],
            next=sections["next"],
            requests=tuple(request for request in asked.values() if self._is_asked(request, used)),
        )

    def _is_asked(self, request: Request, used: set[str]) -> bool:
        known = {line.basis for paragraph in self._possible.next for line in paragraph.lines} | self._bases()
        return request.advice in used or request.advice not in known

    def _paragraphs(self, section: str) -> list[DraftParagraph]:
        parts = [part for part in self.parts if part.section == section]
        made = [
            DraftParagraph(part.title, tuple(row.line for row in part.rows if row.used and _says(section, row.line)))
            for part in sorted(parts, key=lambda part: part.title != "")
        ]
        return [paragraph for paragraph in made if paragraph.lines]


def _says(section: str, line: DraftLine) -> bool:
    """Tell whether a line is more than its brackets, which in the situation leave the words to the county's wording."""
    return bool(line.text or (section == SITUATION and line.basis))


def _move(rows: list[DeskRow], row: DeskRow, step: int) -> None:
    place = rows.index(row)
    if 0 <= place + step < len(rows):
        rows[place], rows[place + step] = rows[place + step], rows[place]
