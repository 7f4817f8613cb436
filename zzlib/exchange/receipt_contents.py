"""What the receipt of one file says: how it was taken, its issues, what was read, what a resubmission changed."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from zzlib.exchange.receipt import Receipt, ReceiptBlock, ReceiptMark, ReceiptRow
from zzlib.exchange.receipt_words import receipt_words
from zzlib.exchange.resubmission import Resubmission
from zzlib.form import Form
from zzlib.indicators import Month
from zzlib.issues.asked import asked
from zzlib.ledger import Ledger
from zzlib.ledger.arrivals import Arrival
from zzlib.ledger.places import Places
from zzlib.money import FEN_PER_UNIT, number_text
from zzlib.periods import following_month_day
from zzlib.vocabulary import Filing, Level

_WAITING = ("file_partial", "nothing_new_after_money")
"""What is said of a file of which nobody has said yet what counts."""


class Contents:
    """Makes the receipts of a month's files."""

    def __init__(self, ledger: Ledger, month: Month) -> None:
        """Take a month and the ledger that it was measured from."""
        self._ledger, self._month = ledger, month
        self._places = Places(ledger)
        self._units = {unit["unit_id"]: unit for unit in month.units.to_dict("records")}
        stands = ledger.month("units")
        lines = ledger.month("funding").merge(ledger.sources[["source_id", "file"]], on="source_id")
        self._lines = lines[~lines["carried"]]
        sent = self._lines[~self._lines["unit_id"].isin(stands.loc[stands["filed_by"] != "", "unit_id"])]
        self.used = {file: unit for file, unit in zip(stands["file"], stands["unit_id"], strict=True) if file}
        self.used |= dict(zip(sent["file"], sent["unit_id"], strict=True))  # supplements, too
        self._issues = {str(file): rows for file, rows in month.issues.groupby("file", sort=False)}
        self._projects = {(p["unit_id"], p["project_id"]): p for p in ledger.month("projects").to_dict("records")}

    def unit_of(self, file: str) -> str:
        """Give the id of the unit that a file belongs to, `""` while it waits to be claimed."""
        named = (str(unit_id) for unit_id in self.issues(file)["unit_id"] if unit_id)
        return str(self.used.get(file) or next(named, ""))

    def issues(self, file: str) -> pd.DataFrame:
        """Give the issues of a file (columns of `Month.issues`), gravest first, but for what only the office can mend."""
        issues = self._issues.get(file, self._month.issues.iloc[:0])
        return issues[(issues["level"] == Level.NOTICE) | (issues["unit_advice"] != "")]

    def count(self, file: str, level: Level) -> int:
        """Count the issues of a level."""
        return int((self.issues(file)["level"] == level).sum())

    def asks(self, file: str) -> bool:
        """Tell whether the unit has to answer anything."""
        return not asked(self.issues(file)).empty

    def receipt(self, arrival: Arrival, change: Resubmission | None, not_marked: str = "") -> Receipt:
        """Give the receipt of a file; `not_marked` says why the file itself can't be annotated."""
        words = receipt_words()
        blocks = [self._issue_block(arrival.file)]
        if change:
            blocks += [_change_block(change), _figure_block(change)]
        if arrival.file in self.used:
            blocks.append(self._project_block(arrival.file))
        facts = tuple(self._facts(arrival, change, not_marked))
        return Receipt(arrival.file, words.title, facts, tuple(blocks), self._marks(arrival.file))

    def _facts(self, arrival: Arrival, change: Resubmission | None, not_marked: str) -> Iterator[str]:
        words, settings, period = receipt_words(), self._month.settings, self._month.period
        unit = self._units.get(self.unit_of(arrival.file))
        name = unit["unit"] if unit else words.unclaimed
        yield self._month.rhythm.said(words.heading).format(
            county=settings.county.name, month=self._month.rhythm.name(period), unit=name
        )
        yield words.file.format(file=arrival.file)
        due = following_month_day(period, settings.returns.due_day)
        filing = Filing(unit["filing"]).label if unit else words.unclaimed
        received = arrival.received_at.replace("T", " ") or "—"
        yield words.times.format(received=received, due=f"{due.month}月{due.day}日", filing=filing)
        counts = {level.value: self.count(arrival.file, level) for level in Level}
        yield words.counts.format(**counts) if any(counts.values()) else words.clean
        yield self._standing(arrival.file, unit)
        if arrival.file in self.used and not change and arrival.first_received_at < arrival.received_at:
            yield words.same_name.format(first=arrival.first_received_at.replace("T", " "))
        if any(counts.values()):
            yield words.alone.format(why=not_marked) if not_marked else words.how

    def _standing(self, file: str, unit: dict[Any, Any] | None) -> str:
        words = receipt_words()
        if self.issues(file)["code"].isin(_WAITING).any():
            return words.not_used
        if unit and file in self.used:
            figures, scope = self._month.figures, f"unit:{unit['unit_id']}"
            projects, received = (figures.text(name, scope) for name in ("projects_total", "funds_received"))
            return words.used.format(projects=projects, received=received)
        chosen = next((f for f, unit_id in self.used.items() if unit and unit_id == unit["unit_id"]), "")
        return words.replaced.format(chosen=chosen) if chosen else words.not_used

    def _issue_block(self, file: str) -> ReceiptBlock:
        words = receipt_words().issues
        return ReceiptBlock(
            words.caption, words.header, tuple(_issue_row(i) for i in self._rows(file)), words.otherwise
        )

    def _rows(self, file: str) -> Iterator[dict[Any, Any]]:
        issues = self.issues(file)
        mild = (issues["level"] != Level.NOTICE) & ~issues.index.isin(asked(issues).index)
        later = issues["unit_advice"] + mild.map({True: receipt_words().next_time, False: ""})
        yield from issues.assign(advice=later.where(issues["unit_advice"] != "", "")).to_dict("records")

    def _marks(self, file: str) -> dict[tuple[str, str], ReceiptMark]:
        """Give what is to be shown at each cell; the gravest issue of a cell comes first and gives the colour."""
        words = receipt_words()
        marks: dict[tuple[str, str], ReceiptMark] = {}
        for issue in self._rows(file):
            if issue["sheet"] and issue["cell"]:
                place = issue["sheet"], issue["cell"]
                said = issue | {"level": Level(issue["level"]).label}
                text = (words.mark if issue["advice"] else words.mark_alone).format(**said)
                known = marks.get(place)
                marks[place] = (
                    ReceiptMark(known.level, f"{known.text}\n\n{text}")
                    if known
                    else ReceiptMark(Level(issue["level"]), text)
                )
        return marks

    def _project_block(self, file: str) -> ReceiptBlock:
        words = receipt_words().projects
        own = self._lines[self._lines["file"] == file].astype("object")
        rows = tuple(self._project_row(n, dict(line)) for n, line in enumerate(own.to_dict("records"), start=1))
        return ReceiptBlock(words.caption, words.header, rows, words.otherwise)

    def _project_row(self, number: int, line: dict[Any, Any]) -> ReceiptRow:
        project = self._projects[line["unit_id"], line["project_id"]]
        place = self._places.at(line["source_id"], line["row"], "received")
        kind = self._month.settings.kinds.labels.get(line["kind"], "")
        texts = (
            str(number),
            place.sheet,
            place.cell,
            kind,
            str(project["project_name"]),
            _amounts(line, self._ledger.workspace.form),
        )
        return ReceiptRow(texts, (place.sheet, place.cell) if place.cell else None)


def _amounts(line: dict[Any, Any], form: Form) -> str:
    """Write the amounts of a line that are filled in, in full."""
    words, said = receipt_words().projects, []
    for name in form.cumulative:
        label = form.label(name)
        if line[f"{name}_unreadable"]:
            said.append(words.unreadable.format(label=label))
        elif not pd.isna(fen := line[f"{name}_fen"]):
            said.append(f"{label} {number_text(Decimal(int(fen)) / FEN_PER_UNIT['万元'], 6)} 万元")
    return "，".join(said) or words.no_amount


def _issue_row(issue: dict[Any, Any]) -> ReceiptRow:
    texts = (
        Level(issue["level"]).label,
        *(str(issue[name]) for name in ("sheet", "cell", "value", "message", "advice")),
    )
    link = (issue["sheet"], issue["cell"]) if issue["sheet"] and issue["cell"] else None
    return ReceiptRow(texts, link, str(issue["level"]))  # type: ignore[arg-type]


def _change_block(change: Resubmission) -> ReceiptBlock:
    words = receipt_words().changes
    groups = ((words.fixed, change.fixed), (words.open, change.open), (words.new, change.new))
    rows = tuple(
        ReceiptRow((said, i.sheet, i.cell, i.value, i.message, i.unit_advice if said != words.fixed else ""))
        for said, issues in groups
        for i in issues
    )
    received = change.received_at.replace("T", " ") or "—"
    return ReceiptBlock(
        words.caption.format(file=change.before, received=received), words.header, rows, words.otherwise
    )


def _figure_block(change: Resubmission) -> ReceiptBlock:
    words = receipt_words().figures
    rows = tuple(
        ReceiptRow((words.county if old.scope == "county" else words.unit, old.label, "", "", _exact(old), _exact(new)))
        for old, new in change.moved
    )
    return ReceiptBlock(words.caption, words.header, rows, words.otherwise)


def _exact(figure: Any) -> str:
    """Write a figure so that a small change shows: money in full."""
    if figure.unit != "yuan" or figure.value is None:
        return str(figure.text)
    return f"{figure.text}（{figure.value:,f} 元）" if figure.value else str(figure.text)
