"""Whether a later file of a unit's month holds what the earlier one held: if not, a person says which of them count."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from zzlib.decisions.kind import FileDecisions
from zzlib.decisions.kinds.completeness import REPLACEMENT, SUPPLEMENT
from zzlib.issues import Issue, issue
from zzlib.ledger.claims import Claim
from zzlib.ledger.identity import UnitProjects
from zzlib.money import display_money, out_of_scale
from zzlib.returns.cells.words import says_replacement, says_supplement
from zzlib.returns.extraction import Record

_PARTS = ("fund_category", "source_level")
"""By these the fund lines of a project are told apart."""


@dataclass(frozen=True)
class Lack:
    """What a later file lacks of an earlier one (`first`): its projects, of how many; and the money received of each, in fen."""

    first: str
    lacking: tuple[str, ...]
    projects: int
    later_projects: int
    fen: int
    later_fen: int
    repeated: bool = False
    """Whether the later file says again what the month before said, and the earlier one has more."""


@dataclass(frozen=True)
class Chosen:
    """The files that count together for a unit's month, and those of which nobody has said whether they do."""

    parts: tuple[Claim, ...] = ()
    asked: tuple[tuple[Claim, Lack], ...] = ()
    settled: bool = False
    """Whether a person said which of them is the later."""


@dataclass(frozen=True)
class _Content:
    """What a file says: each project's name, its lines (what tells them apart, amount received), by project id."""

    names: dict[str, str]
    lines: dict[str, list[tuple[tuple[str, ...], int | None]]]

    def received(self, project_id: str) -> int:
        return sum(fen or 0 for _, fen in self.lines[project_id])

    def has_line(self, project_id: str, parts: tuple[str, ...], fen: int | None) -> bool:
        """Tell whether a fund line stands here: one that is told from others alike, or that has the same amount."""
        return any(parts == own or (fen == amount and fen) for own, amount in self.lines.get(project_id, ()))


def choose(
    readable: Sequence[Claim], projects: UnitProjects, decisions: FileDecisions, last_month: Sequence[Record] = ()
) -> Chosen:
    """Go through a unit's files in the order in which they came; `last_month` are its own rows of the month before.

    One that holds what the earlier ones held takes their place. One that lacks most of an earlier one does so only if a
    person says that it is a replacement; as a supplement it counts beside what it lacks; undecided, the earlier stand.
    Returns of the units that the unit was made from (`Claim.former`) count beside each other.
    """
    sources = dict.fromkeys(claim.former for claim in readable)
    chosen = [
        _of_source([c for c in readable if c.former == source], projects, decisions, last_month) for source in sources
    ]
    return Chosen(
        tuple(part for one in chosen for part in one.parts),
        tuple(asked for one in chosen for asked in one.asked),
        any(one.settled for one in chosen),
    )


def _of_source(
    readable: Sequence[Claim], projects: UnitProjects, decisions: FileDecisions, last_month: Sequence[Record]
) -> Chosen:
    parts: tuple[Claim, ...] = ()
    asked: tuple[tuple[Claim, Lack], ...] = ()
    settled = False
    for claim in readable:
        lacks = [(part, found) for part in parts if (found := lack(part, claim, projects, last_month))]
        word = decisions.of("completeness", claim.arrival)
        if not lacks or (word and word.answer == REPLACEMENT):
            parts = (claim,)
        elif word and word.answer == SUPPLEMENT:
            parts = (*(part for part, _ in lacks), claim)
        else:
            asked = (*_still(asked, claim, projects), (claim, lacks[0][1]))
            continue
        asked = _still(asked, claim, projects)
        settled = word is not None
    return Chosen(parts, asked, settled)


def _still(asked: Iterable[tuple[Claim, Lack]], later: Claim, projects: UnitProjects) -> tuple[tuple[Claim, Lack], ...]:
    """Give the open questions that a later file does not settle by holding what theirs hold."""
    return tuple((claim, found) for claim, found in asked if lack(claim, later, projects))


def lack(earlier: Claim, later: Claim, projects: UnitProjects, last_month: Sequence[Record] = ()) -> Lack | None:
    """Tell what a later file lacks: more than half of the earlier one's projects or lines, or of its money received.

    One that only repeats the month before, sent after a file that had more, lacks this month's. A project whose amount was
    out of scale says nothing of the money: a slip of units put right is what was asked for.
    """
    own = projects.copy()
    last = _content(last_month, own)
    before, after = (_content(claim.extraction.records, own) for claim in (earlier, later))
    fen, later_fen = (sum(map(content.received, content.names)) for content in (before, after))
    gone = [project for project in before.names if project not in after.names]
    repeated = bool(last_month) and after.lines == last.lines and (bool(gone) or later_fen < fen)
    lines = [(p, *line) for p, own_lines in before.lines.items() for line in own_lines]
    missing = [line for line in lines if not after.has_line(*line)]
    alike = [
        p for p in before.names if not out_of_scale(before.received(p), after.received(p) if p in after.names else 0)
    ]
    had, has = (
        sum(map(before.received, alike)),
        sum(after.received(p) for p in after.names if p in alike or p not in before.names),
    )
    most = len(gone) * 2 > len(before.names) or len(missing) * 2 > len(lines) or (had > 0 and has * 2 < had)
    if not (most or repeated):
        return None
    named = tuple(before.names[project] for project in gone)
    return Lack(earlier.arrival.file, named, len(before.names), len(after.names), fen, later_fen, repeated)


def _content(records: Iterable[Record], projects: UnitProjects) -> _Content:
    names: dict[str, str] = {}
    lines: dict[str, list[tuple[tuple[str, ...], int | None]]] = defaultdict(list)
    for record in records:
        name, code, key = (_text(record, field) for field in ("project_name", "project_code", "project_key"))
        project_id = projects.identify(name, code, record.row, key if projects.knows(key) else "")
        names.setdefault(project_id, name or f"第{record.row}行")
        received = record.fields.get("received")
        lines[project_id].append((tuple(_text(record, part) for part in _PARTS), received.fen if received else None))
    return _Content(names, dict(lines))


def _text(record: Record, field_id: str) -> str:
    value = record.fields.get(field_id)
    return (value.value if value else None) or ""


def partial_issue(claim: Claim, found: Lack, unit: str, period: str) -> Issue:
    """Ask of a file whether it is a supplement or a replacement; `suggested` is what its name or content speaks for."""
    first, later = found.first, claim.arrival.file
    about: dict[str, Any] = {
        "unit": unit,
        "earlier": first,
        "earlier_projects": found.projects,
        "earlier_received": display_money(found.fen),
        "projects": found.later_projects,
        "received": display_money(found.later_fen),
        "lacking": len(found.lacking),
        "names": "、".join(found.lacking[:3]),
        "repeated": "，各行与上一期报的一样" if found.repeated else "",
        "suggested": suggested(later, found),
        "counted_in": period,
    }
    place = {"period": claim.arrival.period, "unit_id": claim.unit_id, "file": later}
    return issue("file_partial", **place, value=str(found.later_projects), **about)


def suggested(file: str, found: Lack) -> str:
    """Give the likelier answer: what the file's name says, else whether it brings other projects than the earlier one's."""
    name = file.rsplit("/", 1)[-1]
    if says_supplement(name) or says_replacement(name):
        return SUPPLEMENT if says_supplement(name) else REPLACEMENT
    brought = found.later_projects - (found.projects - len(found.lacking))
    return SUPPLEMENT if brought * 2 > found.later_projects else REPLACEMENT
