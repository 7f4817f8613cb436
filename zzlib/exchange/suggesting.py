"""Evidence and suggestions for open questions: likeness and earlier months order them, and never decide."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from statistics import median
from typing import Any

from zzlib.checks.lines import records
from zzlib.decisions.question import Choice
from zzlib.exchange.likeness import alike
from zzlib.exchange.reorganising import reorganised
from zzlib.exchange.telephone import cell_at
from zzlib.issues import Issue
from zzlib.ledger import Ledger
from zzlib.ledger.arrivals import Arrival, extract
from zzlib.ledger.headings import read_headings
from zzlib.ledger.identity import owner_of, read_links
from zzlib.ledger.registry import name_key, read_registry
from zzlib.ledger.sumrows import read_sum_rows
from zzlib.money import display_money, to_fen
from zzlib.returns import fields
from zzlib.returns.cells.text import fold
from zzlib.returns.extraction import Extraction, Record, Value
from zzlib.returns.layout.headings import heading_key
from zzlib.vocabulary import Filing

Row = Mapping[str, Any]
_FEW_PROJECTS = 3
_MOST_UNITS = 5
_ALIKE = 0.5
_YEARLY = tuple(f.field_id for f in fields().values() if f.type == "money" and f.basis == "year_to_date")
_LIKELY_YUAN = 20_000
"""Amounts of a project written in 万元 are rarely as large as this: then 元 is suggested first."""


class Suggester:
    """Knows what earlier months and the files themselves say about one period's open questions."""

    heading_key, alike = staticmethod(heading_key), staticmethod(alike)

    def __init__(self, ledger: Ledger) -> None:
        """Take a month's ledger; files are read again only where a question is about them."""
        self._ledger = ledger
        self._registry = read_registry(ledger.workspace, ledger.period)
        self._links, _ = read_links(ledger.workspace, self._registry)
        self.names = self._registry.ids
        self.form, self.rhythm = ledger.workspace.form, ledger.workspace.rhythm
        self._arrivals = {a.file: a for a in ledger.arrivals[ledger.period]}
        self._read: dict[str, Extraction] = {}

    @property
    def issues(self) -> list[Issue]:
        """What the ledger says."""
        return self._ledger.issues

    def money(
        self, file: str, unit: str = "", *, row: tuple[str, int] | None = None, project: str = ""
    ) -> int:  # fmt: skip
        """Give the money of a file, of a row of a sheet or of a project in it: of each line its largest amount, in fen.

        Amounts without a unit of money count in `unit`, where one is given.
        """
        extraction = self._extraction(file)
        records = extraction.records if extraction else ()
        if row:
            records = tuple(record for record in records if (record.sheet, record.row) == row)
        if project:
            named = name_key(project)
            records = tuple(r for r in records if (v := r.fields.get("project_name")) and name_key(v.raw) == named)
        return sum(max(_fens(record, unit), default=0) for record in records)

    def sums(self, file: str) -> Counter[str]:
        """Give the sum of each of the year's amounts in a file, in fen."""
        extraction = self._extraction(file)
        found: Counter[str] = Counter()
        for record in extraction.records if extraction else ():
            found.update({f: v.fen for f in _YEARLY if (v := record.fields.get(f)) and v.fen is not None})
        return found

    def standing_before(self, unit_id: str) -> int:
        """Give the money that stood for a unit in the period before: of each line its largest amount, in fen."""
        lines, before = self._ledger.funding, self.rhythm.before(self._ledger.period)
        own = lines[(lines["unit_id"] == unit_id) & (lines["period"] == before)]
        return sum(map(self.largest_amount, records(own)))

    @staticmethod
    def largest_amount(row: Row) -> int:
        """Give the largest of the year's amounts of a row of the ledger, in fen."""
        return max((fen for field in _YEARLY if isinstance(fen := row.get(f"{field}_fen"), int)), default=0)

    def file_of(self, unit_id: str) -> str:
        """Give the file that counts for a unit in the month."""
        return str(self._ledger.month("units").set_index("unit_id").loc[unit_id, "file"])

    def digest(self, file: str) -> str:
        """Give the digest of a file's content."""
        arrival = self._arrivals.get(file)
        return arrival.sha256 if arrival else ""

    def unit_id(self, text: str) -> str:
        """Give the id of the unit that bears a name."""
        return self._registry.find(text, self._ledger.period) or ""

    def contents(self, file: str, *, name_file: bool = False) -> list[str]:
        """Say in a line what a file holds: how many rows, and its first projects."""
        extraction = self._extraction(file)
        if extraction is None:
            return []
        names = [v.raw for r in extraction.records if (v := r.fields.get("project_name")) and v.raw]
        shown = "、".join(list(dict.fromkeys(names))[:_FEW_PROJECTS])
        head = f"{file}：" if name_file else "表里"
        return [f"{head}{len(extraction.records)} 行" + (f"，如 {shown}" if shown else "")]

    def units(self, file: str, stated: str, first: list[str]) -> tuple[list[str], int, list[str], float]:
        """Order all units for a file: named in it, known by its projects, alike in name, missing; how many could be it; and the evidence.

        The last is the share of its projects by which the first is known.
        """
        extraction = self._extraction(file)
        records = extraction.records if extraction else ()
        names = {name_key(v.raw) for r in records if (v := r.fields.get("project_name")) and v.raw}
        earlier = self._ledger.projects[self._ledger.projects["period"] < self._ledger.period]
        known = earlier.assign(key=earlier["project_name"].map(name_key)).groupby("unit_id")["key"].agg(set).to_dict()
        members = self._registry.members(self._ledger.period)
        shared = {unit_id: len(names & known.get(unit_id, set())) for unit_id in members}
        units = self._ledger.month("units")
        missing = set(units.loc[units["filing"] == Filing.MISSING, "unit_id"])
        said = stated or file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        order = list(members)

        def rank(unit_id: str) -> tuple[Any, ...]:
            near = -round(alike(said, self.names[unit_id]), 2)
            named = first.index(unit_id) if unit_id in first else len(first)
            return (named, -shared[unit_id], near, unit_id not in missing, order.index(unit_id))

        def may_be(unit_id: str) -> bool:
            known_by = unit_id in first or shared[unit_id] or unit_id in missing
            return bool(known_by) or alike(said, self.names[unit_id]) >= _ALIKE

        ordered = sorted(members, key=lambda unit_id: (not may_be(unit_id), rank(unit_id)))
        evidence = self.contents(file)
        best = ordered[0]
        if shared[best]:
            evidence.append(f"其中 {shared[best]} 个项目{self.names[best]}以前报过")
        if best in missing:
            when = self.rhythm.said("本月")
            evidence.append(f"{self.names[best]}{when}还没有报表")
        certain = shared[best] / len(names) if names else 0
        return ordered, min(sum(map(may_be, ordered)), _MOST_UNITS), evidence, certain

    def reorganised(self, file: str, stated: str, since: str) -> tuple[Sequence[Choice], Sequence[str]]:
        """Tell what a file under an unknown name speaks for: a unit that was renamed, merged or split."""
        extraction = self._extraction(file)
        records = extraction.records if extraction else ()
        return reorganised(self._ledger, self.names, records, stated, since)

    def undecided(self, issue: Issue, heading: str, field_id: str) -> bool:
        """Tell whether nobody has said of a heading in the returns of an issue's unit whether it is a field."""
        return bool(read_headings(self._ledger.workspace).of(issue.unit_id).undecided(heading, [field_id]))

    def readings_before(self, issue: Issue) -> list[tuple[str, str]]:
        """Give what was decided of rows of an issue's name so far: the reading, and what is said of it."""
        decided, name = read_sum_rows(self._ledger.workspace).until(issue.unit_id, issue.period), issue.details["name"]
        same = (e for e in decided if e.name and fold(e.name) == fold(name))
        return [(e.answer, f"{e.ruling().before}，那时是{e.amounts}") for e in same]

    def counted(self, issue: Issue, field_id: str, rows: Sequence[int] | None = None) -> int | None:
        """Give what counts for an issue's unit in a field, of some rows of its sheet or of all, in fen; `None` if none counts."""
        lines, sources = self._ledger.month("funding"), self._ledger.sources
        found = lines[(lines["unit_id"] == issue.unit_id) & lines["counts"]]
        if rows is not None:
            here = sources.loc[(sources["file"] == issue.file) & (sources["sheet"] == issue.sheet), "source_id"]
            found = found[found["source_id"].isin(here) & found["row"].isin(rows)]
        return int(found[f"{field_id}_fen"].sum()) if len(found) else None

    def correction(self, issue: Issue, fen: int) -> tuple[str, dict[str, str]]:
        """Say what stands in the cell that an issue is about, and give the correction of it to an amount."""
        cell = cell_at(self._ledger, issue.unit_id, issue.details["project_id"], issue.field, issue.cell)
        return cell.shown, cell.corrected(issue.period, cell.typed(fen))

    def money_units(self, file: str, unit_id: str) -> tuple[list[str], list[str]]:
        """Order the units of money by the size of the amounts that have none."""
        extraction = self._extraction(file)
        amounts = list(_bare_amounts(extraction)) if extraction else []
        units = ["元", "万元", "亿元"] if amounts and median(amounts) >= _LIKELY_YUAN else ["万元", "元", "亿元"]
        shown = f"没有单位的金额如 {'、'.join(f'{a:f}' for a in amounts[:5])}" if amounts else ""
        before = self._ledger.funding[
            (self._ledger.funding["unit_id"] == unit_id) & (self._ledger.funding["period"] < self._ledger.period)
        ]
        last = before[before["period"] == before["period"].max()]["received_fen"]
        total = f"上次到位合计 {display_money(int(last.sum()))}" if len(last) else ""
        return units, [shown, total]

    def renamed(self, issue: Issue) -> tuple[Row, list[Row]]:
        """Give a vanished project, and the unit's projects new this month that could be it, the likest first."""
        last_month = self.rhythm.before(issue.period)
        before = self._of_unit(issue.unit_id, last_month)
        known = {row["project_id"] for row in before}
        formers = self._registry.changes.lineage(issue.unit_id, issue.period)
        old = next(row for row in before if row["project_id"] == issue.details["project_id"])
        new = [
            row
            for row in self._of_unit(issue.unit_id, issue.period)
            if row["project_id"] not in known
            and not self._links.is_other(issue.unit_id, row["project_name"], old["project_id"])
            and not self._links.same(issue.unit_id, row["project_name"], formers)
            and _could_be(old, row)
        ]
        return old, sorted(new, key=lambda row: -alike(issue.value, row["project_name"]))

    def twins(self, issue: Issue) -> list[Row]:
        """Give the projects of all units of which an issue says that they are one, in order of precedence."""
        projects = {(row["unit_id"], row["project_id"]): row for row in records(self._ledger.month("projects"))}
        order = list(self.names)
        return sorted((projects[twin] for twin in issue.details["twins"]), key=lambda row: order.index(row["unit_id"]))

    def described(self, row: Row) -> str:
        """Say of a project its code, total investment, awarded and received money."""
        total = row["total_investment_fen"]
        said = [
            row["project_name"],
            f"代码 {row['project_code']}" if row["project_code"] else "",
            f"总投资 {display_money(total)}" if isinstance(total, int) else "",
            f"争取 {display_money(row['awarded_fen'])}",
            f"到位 {display_money(row['received_fen'])}",
            f"算在 {self._owner(row)}" if self._owner(row) else "",
        ]
        return "，".join(filter(None, said))

    def _owner(self, row: Row) -> str:
        """Give the name of another unit in which a project is counted, `""` if it is in its own."""
        owner, period = owner_of(row["project_id"]), self._ledger.period
        own = owner in self._registry.changes.lineage(row["unit_id"], period)
        return "" if own else self.names.get(owner, owner)

    def _of_unit(self, unit_id: str, period: str) -> Sequence[Row]:
        projects = self._ledger.month("projects", period)
        return records(projects[projects["unit_id"] == unit_id])

    def _extraction(self, file: str) -> Extraction | None:
        arrival: Arrival | None = self._arrivals.get(file)
        if arrival and file not in self._read:
            self._read[file] = extract(self._ledger.workspace, arrival)
        return self._read.get(file)


def _could_be(old: Row, new: Row) -> bool:
    """Tell whether a project may be an earlier one: alike in name, or of its kind with no less awarded and received."""
    grown = all(new[amount] >= old[amount] for amount in ("awarded_fen", "received_fen"))
    return alike(old["project_name"], new["project_name"]) >= _ALIKE or (new["kind"] == old["kind"] and grown)


def _fens(record: Record, unit: str) -> Iterable[int]:
    """Give the year's amounts of a record, bare ones in `unit`."""
    for field in _YEARLY:
        value = record.fields.get(field)
        if value and value.fen is not None:
            yield value.fen
        elif value and unit and (bare := _bare(value)) is not None:
            yield to_fen(bare, unit)[0]


def _bare_amounts(extraction: Extraction) -> Iterable[Decimal]:
    amounts = (_bare(value) for record in extraction.records for value in record.fields.values())
    return (amount for amount in amounts if amount is not None)


def _bare(value: Value) -> Decimal | None:
    """Give an amount that has no unit of money."""
    try:
        return Decimal(value.raw.replace(",", "")) if value.unreadable and value.raw else None
    except InvalidOperation:
        return None
