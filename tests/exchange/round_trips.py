"""Round trips over generated counties: `python tests/exchange/round_trips.py [--workbooks 200] [--folder DIR]`.

Receipts: no value, formula, format or part is changed but for the marks, those of the issues and some put anywhere. Forms: written, filled from what the returns
say, read again: no issue, amounts equal to the fen, and the county's units add up to their truth.
"""

import argparse
import csv
import io
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import openpyxl
from openpyxl.cell.cell import MergedCell

from tests.exchange.filling import amounts, filled, lines_of, read_amounts
from tests.exchange.packages import differences, faults_of
from zzlib.exchange.annotate import annotated
from zzlib.exchange.forms import write_forms
from zzlib.exchange.receipt import ReceiptMark
from zzlib.exchange.receipt_contents import Contents
from zzlib.exchange.receipts import month_receipts
from zzlib.indicators import measure, units_table
from zzlib.ledger import open_ledger
from zzlib.ledger.arrivals import read_arrivals
from zzlib.returns import read
from zzlib.synthetic import make_county
from zzlib.vocabulary import Level
from zzlib.workspace import Workspace

LAST, NEXT = "2013-01", "2013-02"


def receipts_trip(root: Path) -> tuple[Counter[str], list[str]]:
    """Make the receipts of a county's last month and compare each with its workbook."""
    workspace = Workspace(root)
    ledger = open_ledger(workspace, NEXT)
    month = measure(ledger)
    marks = Contents(ledger, month)
    arrivals = {arrival.file: arrival for arrival in read_arrivals(workspace, NEXT).files}
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for made in month_receipts(ledger, month):
        found = faults_of(made.data)
        counts["alone" if made.not_marked else "annotated"] += 1
        if not made.not_marked:
            arrival = arrivals[made.file]
            marked = set(marks.receipt(arrival, None).marks)
            counts["marks"] += len(marked)
            found += differences(arrival.data, made.data, marked)
            anywhere = marks_anywhere(arrival.data)
            again = annotated(arrival.data, replace(marks.receipt(arrival, None), marks=anywhere))
            found += faults_of(again) + differences(arrival.data, again, set(anywhere))
            counts["marks anywhere"] += len(anywhere)
        wrong += [f"{root.name}/{made.file}: {text}" for text in found]
    return counts, wrong


def marks_anywhere(data: bytes) -> dict[tuple[str, str], ReceiptMark]:
    """Give marks in each sheet at cells chosen by the file's bytes, filled or not, never covered by a merged cell."""
    random = Random(data)
    marks: dict[tuple[str, str], ReceiptMark] = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        for level in (*Level, *Level):
            cell = sheet.cell(random.randint(1, 40), random.randint(1, 30))
            if not isinstance(cell, MergedCell):
                marks[sheet.title, cell.coordinate] = ReceiptMark(level, "请核对")
    return marks


def forms_trip(root: Path) -> tuple[Counter[str], list[str]]:
    """Replace a county's last month by filled-in forms; hold what is read against the returns and the truth."""
    workspace = Workspace(root)
    truth = open_ledger(workspace, NEXT)
    folder = workspace.returns_dir(NEXT)
    filed = {u["unit_id"]: u["received_at"] for u in truth.month("units").to_dict("records") if u["file"]}
    # Forms are filled from the month before: January stands, February is what is to be filed.
    aside = root / "aside"
    shutil.move(folder, aside)
    written = write_forms(Workspace(root), NEXT)
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    folder.mkdir()
    register = ["file,sha256,unit_id,received_at,by"]
    for name, form in written.forms.items():
        blank = read(written.folder / name)
        untouched = ["form_unfilled"] if blank.records else []
        if [i.code for i in blank.issues] != untouched:
            wrong += [f"{root.name}/{name}: {i.code} {i.cell}" for i in blank.issues]
        counts["forms"] += 1
        if form.unit_id not in filed:
            continue
        lines = lines_of(truth, form.unit_id)
        data = filled((written.folder / name).read_bytes(), lines)
        again = read(name, data=data, vocabulary=workspace.settings.vocabulary)
        wrong += [f"{root.name}/{name}: filled {i.code} {i.cell} {i.message}" for i in again.issues]
        if read_amounts(again) != amounts(lines):
            wrong.append(f"{root.name}/{name}: amounts differ")
        counts["filled"] += 1
        counts["lines"] += len(lines)
        counts["keys"] += sum(bool(row.key) for row in form.rows)
        (folder / name).write_bytes(data)
        register.append(f"{name},,,{filed[form.unit_id]},责任人甲")
    (folder / "received.csv").write_text("\n".join(register) + "\n", encoding="utf-8")
    ledger = open_ledger(Workspace(root), NEXT)
    wrong += [f"{root.name}: {i.code} {i.message}" for i in ledger.issues if i.code.startswith("project_key")]
    read_units = {u["unit_id"]: u for u in units_table(measure(ledger)).to_dict("records")}
    with (root / "truth" / NEXT / "units.csv").open(encoding="utf-8-sig", newline="") as stream:
        for unit in csv.DictReader(stream):
            for column in ("projects", "applied_yuan", "awarded_yuan", "received_yuan"):
                if unit[column] != read_units[unit["unit_id"]][column]:
                    wrong.append(
                        f"{root.name}/{unit['unit_id']} {column}: {read_units[unit['unit_id']][column]} is not {unit[column]}"
                    )
    return counts, wrong


def trips(folder: Path, workbooks: int, units: int = 20) -> tuple[Counter[str], list[str]]:
    """Make counties until as many workbooks have come back as receipts, and as many forms filled in."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    seed = 0
    while counts["annotated"] + counts["alone"] < workbooks or counts["filled"] < workbooks:
        seed += 1
        for mess, faults in (("ordinary", True), ("hard", True), ("ordinary", False), ("hard", False)):
            kind = f"{mess}-{'faults' if faults else 'clean'}-{seed}"
            make_county(folder / kind, units=units, months=2, seed=seed, mess=mess, faults=faults)  # type: ignore[arg-type]
            enough = counts["annotated"] + counts["alone"] >= workbooks
            for trip in [] if enough else [receipts_trip]:
                found, faulty = trip(folder / kind)
                counts, wrong = counts + found, wrong + faulty
            if not faults and counts["filled"] < workbooks:
                found, faulty = forms_trip(folder / kind)
                counts, wrong = counts + found, wrong + faulty
            shutil.rmtree(folder / kind)
    return counts, wrong


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workbooks", type=int, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        numbers, failures = trips(Path(place), arguments.workbooks)
    print(dict(numbers))
    print("\n".join(failures) or "nothing differs")
    sys.exit(bool(failures))
