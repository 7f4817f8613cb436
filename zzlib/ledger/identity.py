"""Which project a row is: by code, else by the unit and the name; links that a person decided come first."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from zzlib.issues import Issue
from zzlib.ledger.registry import Registry, bad_reference, name_key
from zzlib.workspace import Workspace

VERDICTS = ("same", "different")


@dataclass(frozen=True)
class Link:
    """A decision of `project_links.csv`: this unit's project of this name is (or is not) that project."""

    unit_id: str
    name: str
    period: str
    project_id: str
    verdict: str
    decided_by: str
    decided_on: str


Links = dict[tuple[str, str], Link]
"""Decisions by unit and folded project name."""


def read_links(workspace: Workspace, registry: Registry) -> tuple[Links, list[Issue]]:
    """Read the decisions; the last entry of the file counts, and one that can't be used is an issue."""
    reference = workspace.reference("project_links")
    links: Links = {}
    issues = []
    for row in reference.rows():
        if row["unit_id"] not in registry.ids:
            why = "units.csv 里没有这个 unit_id"
            issues.append(bad_reference(reference, row["row"], "unit_id", row["unit_id"], why))
        elif row["verdict"] not in VERDICTS:
            why = f"应是 {'、'.join(VERDICTS)} 之一"
            issues.append(bad_reference(reference, row["row"], "verdict", row["verdict"], why))
        else:
            link = Link(**{name: row[name] for name in Link.__dataclass_fields__})
            links[link.unit_id, name_key(link.name)] = link
    return links, issues


@dataclass
class UnitProjects:
    """The projects of one unit as its months are read in order.

    A code decides; a row without a known code joins the project of the same name unless that has another code.
    A code that appears later joins the earlier rows of that name.
    """

    unit_id: str
    links: Links
    _by_code: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, str] = field(default_factory=dict)
    _coded: dict[str, str] = field(default_factory=dict)

    def identify(self, name: str, code: str, row: int) -> str:
        """Give the project's id: `unit/code` or `unit/name`; a row with neither is a project of its own."""
        key = name_key(name)
        link = self.links.get((self.unit_id, key))
        if link and link.verdict == "same":
            return link.project_id
        project_id = self._by_code.get(code) if code else None
        if project_id is None and key in self._by_name:
            named = self._by_name[key]
            if not code or self._coded.get(named, code) == code:
                project_id = named
        if project_id is None:
            project_id = f"{self.unit_id}/{code or key or f'第{row}行'}"
        self._by_name.setdefault(key or project_id, project_id)
        if code:
            self._by_code.setdefault(code, project_id)
            self._coded.setdefault(project_id, code)
        return project_id


def owner_of(project_id: str) -> str:
    """Give the unit under which a project is counted."""
    return project_id.partition("/")[0]


def different(links: Links, unit_ids: Iterable[str], name: str) -> bool:
    """Tell whether a person has said that a project of this name is another one for any of the units."""
    return any((link := links.get((u, name_key(name)))) and link.verdict == "different" for u in unit_ids)
