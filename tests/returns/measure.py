"""Measure the reader on made-up returns whose content is known: records found, wrong and missed, faults found and false.

`python tests/returns/measure.py` prints the table of `docs/reading.md`; with `--write docs/reading.md` it is put there.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from zzlib.issues import catalogue
from zzlib.returns import Extraction, fields, read
from zzlib.synthetic.facts import month_faults
from zzlib.synthetic.faults import choose_faults, with_faults
from zzlib.synthetic.files import Written, write_return
from zzlib.synthetic.filings import county_returns
from zzlib.synthetic.general import general_spec
from zzlib.synthetic.plan import plan_county
from zzlib.synthetic.spec import Mess, words
from zzlib.synthetic.standing import standings
from zzlib.vocabulary import Level

COUNTS = ("份数", "记录", "读对", "读错", "漏读", "多读", "埋下的问题", "查出", "误报")
BEGIN, END = "<!-- 实测开始 -->", "<!-- 实测结束 -->"
MONEY = tuple(field_id for field_id, field in fields().items() if field.type == "money")


def measure(mess: Mess, units: int, months: int, seed: int, faults: bool) -> Counter[str]:
    """Write and read the returns of a county; count what `COUNTS` names."""
    county = plan_county(general_spec(units, months, seed, mess, with_twins=False))
    returns = county_returns(county)
    planted = choose_faults(county, returns) if faults else ()
    counts: Counter[str] = Counter()
    local = {word: value for value, word in words("forms")["choices"]["words"].items()}
    for month in range(1, months + 1):
        standing = with_faults(returns, planted)
        written = [write_return(county, item) for item in standing if item.month == month]
        truth = month_faults(county, written, standings(county, standing, month), planted, month)
        for one in written:
            extraction = read(one.file, data=one.data, vocabulary=local)
            counts["份数"] += 1
            counts.update(_records(one, extraction))
            counts.update(_faults(one, extraction, truth))
    return counts


def _records(one: Written, extraction: Extraction) -> Iterator[str]:
    """Hold every record against the row that was planned for its place."""
    if not one.item.readable:
        return
    found = {record.row: record for record in extraction.records}
    repeated = one.cell("repeated")
    planned = set()
    for number, row in enumerate(one.item.rows):
        yield "记录"
        place = next(one.cell(number, f) for f in ("received", "applied", "project_name") if one.cell(number, f))
        line = int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        planned.add(line)
        record = found.get(line)
        if record is None:
            yield "漏读"
            continue
        name = record.fields["project_name"].value
        right = name == row.project.name
        for field_id in MONEY:
            value = record.fields.get(field_id)
            if value is None or value.fen is None or not one.cell(number, field_id):
                readable = one.item.money_unit_stated and (number, field_id) not in one.item.unreadable
                right &= not (readable and one.cell(number, field_id) and row.money(field_id))
            else:
                right &= value.fen == row.money(field_id)
        yield "读对" if right else "读错"
    if repeated:
        planned.add(int(repeated.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
    yield from ("多读" for line in found if line not in planned)


def _faults(one: Written, extraction: Extraction, truth: Iterable[dict[str, str]]) -> Iterator[str]:
    """Hold errors and warnings against what was planted, as far as reading alone can see it."""
    own = {code for code, kind in catalogue().items() if kind.level != Level.NOTICE and code in _reading_codes()}
    expected = [row for row in truth if row.get("file") == one.file and row["code"] in own]
    issues = [issue for issue in extraction.issues if issue.level != Level.NOTICE]
    for row in expected:
        yield "埋下的问题"
        if any(issue.code == row["code"] and row["cell"] in ("", issue.cell) for issue in issues):
            yield "查出"
    places = {(row["code"], cell) for row in expected for cell in (row["cell"], "")}
    codes = {row["code"] for row in expected if not row["cell"]}
    yield from ("误报" for issue in issues if issue.code not in codes and (issue.code, issue.cell) not in places)


def _reading_codes() -> frozenset[str]:
    text = (Path(__file__).parents[2] / "zzlib" / "issues" / "reading.toml").read_text(encoding="utf-8")
    return frozenset(line.strip("[]\n") for line in text.splitlines() if line.startswith("["))


def table() -> str:
    """Measure some 2,700 returns, and give the table."""
    lines = [f"| 报表 | {' | '.join(COUNTS)} |", "|---" * (len(COUNTS) + 1) + "|"]
    for label, mess, faults in (
        ("一般", "ordinary", False),
        ("杂乱", "hard", False),
        ("一般，埋问题", "ordinary", True),
        ("杂乱，埋问题", "hard", True),
    ):
        counts = measure(mess, 60, 12, 21, faults)
        lines.append(f"| {label} | {' | '.join(str(counts[name]) for name in COUNTS)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path)
    page = parser.parse_args().write
    measured = table()
    print(measured)
    if page:
        text = page.read_text(encoding="utf-8")
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        page.write_text(f"{before}{BEGIN}\n{measured}\n{END}{after}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
