"""Which project a row is: by code, else by the unit and the name; links that a person decided come first."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from zzlib.ledger.registry import name_key
from zzlib.workspace import Workspace


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


def read_links(workspace: Workspace) -> dict[tuple[str, str], Link]:
    """Read the decisions by unit and folded project name; the last entry of the file counts."""
    links = {}
    for row in workspace.reference("project_links").rows():
        link = Link(**{name: row[name] for name in Link.__dataclass_fields__})
        links[link.unit_id, name_key(link.name)] = link
    return links


@dataclass
class UnitProjects:
    """The projects of one unit as its months are read in order.

    A code decides; a row without a known code joins the project of the same name unless that has another code.
    A code that appears later joins the earlier rows of that name.
    """

    unit_id: str
    links: dict[tuple[str, str], Link]
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


def different(links: dict[tuple[str, str], Link], unit_ids: Iterable[str], name: str) -> bool:
    """Tell whether a person has said that a project of this name is another one for any of the units."""
    return any((link := links.get((u, name_key(name)))) and link.verdict == "different" for u in unit_ids)
