"""Which project a row is: by our form's key, by code, else by unit and name; links that a person decided come first.

A project keeps its id when its unit is renamed, merged or split: the units that come after know the projects that it had.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from zzlib.decisions.files import DecidedEntry
from zzlib.decisions.kind import DIFFERENT, SAME
from zzlib.issues import Issue
from zzlib.ledger.excel import month_text
from zzlib.ledger.reference_rows import unit_in
from zzlib.ledger.registry import Registry, name_key
from zzlib.workspace import Workspace

Known = tuple[str, str, str]
"""A project of an earlier year: its id, a name and a code under which it was filed."""


@dataclass(frozen=True)
class Link(DecidedEntry):
    """A decision of `project_links.csv`: this unit's project of this name is (or is not) that project."""

    unit_id: str
    name: str
    period: str
    project_id: str
    verdict: str

    def noted(self) -> str:
        """Say what was decided, by whom, when and why, in one line."""
        return self.signed(f"项目：{self.name}即 {self.project_id}")


@dataclass
class Links:
    """The decisions in effect: of a unit's project name, which project it is, and which ones it is not."""

    _same: dict[tuple[str, str], Link] = field(default_factory=dict)
    _different: dict[tuple[str, str, str], Link] = field(default_factory=dict)

    def add(self, link: Link) -> None:
        """Take a further entry: it replaces what was decided before of this name and project."""
        name = (link.unit_id, name_key(link.name))
        pair = (*name, link.project_id)
        self._different.pop(pair, None)
        # An entry whose verdict can't be read may say either: what was decided before is open again.
        if link.verdict == SAME:
            self._same[name] = link
            return
        if name in self._same and self._same[name].project_id == link.project_id:
            del self._same[name]
        if link.verdict == DIFFERENT:
            self._different[pair] = link

    def same(self, unit_id: str, name: str, formers: Iterable[str] = ()) -> Link | None:
        """Give the decision that a project of this name of a unit, or else of its former ones, is a certain project."""
        key = name_key(name)
        return next((link for unit in (unit_id, *formers) if (link := self._same.get((unit, key)))), None)

    def entries(self) -> list[Link]:
        """Give all decisions in effect."""
        return [*self._same.values(), *self._different.values()]

    def is_other(self, unit_id: str, name: str, project_id: str) -> bool:
        """Tell whether a person has said that a unit's project of this name is not that project."""
        return (unit_id, name_key(name), project_id) in self._different

    def apart(self, name: str, units: Iterable[str], whole: Iterable[str]) -> bool:
        """Tell whether a person has said that a project of this name is not another unit's.

        `units` are the unit and those that came to it, `whole` those that came to it whole: what they had is its own.
        """
        named, own = {(unit, name_key(name)) for unit in units}, set(whole)
        return any(key[:2] in named and owner_of(key[2]) not in own for key in self._different)


def read_links(workspace: Workspace, registry: Registry) -> tuple[Links, list[Issue]]:
    """Read the decisions in the order of the file; one of an unknown unit is an issue."""
    reference = workspace.reference("project_links")
    links = Links()
    issues: list[Issue] = []
    for row in reference.rows():
        unit_id = unit_in(reference, row, registry.ids, issues)
        if unit_id:
            row |= {"unit_id": unit_id, "period": month_text(row["period"])}
            links.add(Link(**{name: row[name] for name in Link.__dataclass_fields__}))
    return links, issues


@dataclass
class UnitProjects:
    """The projects of one unit as its months are read in order, after those of earlier years.

    The key of our own form decides, then a code; a row without a known code joins the project of the same name unless
    that has another code. A code or a name that appears later joins the earlier rows of that project. `formers` are the
    units from which something came to the unit: their projects keep their ids.
    """

    unit_id: str
    links: Links
    formers: tuple[str, ...] = ()
    _by_code: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, str] = field(default_factory=dict)
    _coded: dict[str, str] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def after(cls, unit_id: str, links: Links, known: Iterable[Known]) -> "UnitProjects":
        """Begin with the projects of earlier years: they keep their ids."""
        made = cls(unit_id, links)
        for project_id, name, code in known:
            made._names[project_id] = name
            made._known_by(name_key(name) or project_id, code, project_id)
        return made

    def copy(self) -> "UnitProjects":
        """Give the same projects, for trying out what rows would be without taking them in."""
        return self.taking_over((), self.formers)

    def taking_over(self, others: Iterable["UnitProjects"], formers: tuple[str, ...]) -> "UnitProjects":
        """Give the same projects with those of other units, whose own come first: `formers` are all that came to the unit."""
        known: list[dict[str, str]] = [{}, {}, {}, {}]
        for projects in (self, *others):
            own = (projects._by_code, projects._by_name, projects._coded, projects._names)
            known = [more | held for held, more in zip(known, own, strict=True)]
        return UnitProjects(self.unit_id, self.links, formers, *known)

    def knows(self, project_id: str) -> bool:
        """Tell whether a row so far was of this project."""
        return project_id in self._names

    def name_of(self, project_id: str) -> str:
        """Give the name that the project was last filed under, `""` if there is none."""
        return self._names.get(project_id, "")

    def named(self, name: str) -> str | None:
        """Give the project that bears a name, `None` if none does so far."""
        return self._by_name.get(name_key(name))

    def identify(self, name: str, code: str, row: int, key: str = "") -> str:
        """Give the project's id: `unit/code` or `unit/name`; a row with neither is a project of its own.

        `key` is the id that our own form states, already known to be good (`zzlib.ledger.keys`).
        """
        project_id = self._identify(name, code, row, key)
        if name or project_id not in self._names:
            self._names[project_id] = name
        return project_id

    def _identify(self, name: str, code: str, row: int, stated: str) -> str:
        key = name_key(name)
        if link := self.links.same(self.unit_id, name, self.formers):
            return link.project_id
        project_id = stated or (self._by_code.get(code) if code else None)
        if project_id is None and key in self._by_name:
            named = self._by_name[key]
            if not code or self._coded.get(named, code) == code:
                project_id = named
        if project_id and owner_of(project_id) != self.unit_id and self.links.is_other(self.unit_id, name, project_id):
            project_id = None  # of two units that came out of one, a person said that each has its own
        if project_id is None:
            project_id = f"{self.unit_id}/{code or key or f'第{row}行'}"
        self._known_by(key or project_id, code, project_id)
        return project_id

    def _known_by(self, key: str, code: str, project_id: str) -> None:
        self._by_name.setdefault(key, project_id)
        if code:
            self._by_code.setdefault(code, project_id)
            self._coded.setdefault(project_id, code)


def owner_of(project_id: str) -> str:
    """Give the unit under which a project is counted."""
    return project_id.partition("/")[0]
