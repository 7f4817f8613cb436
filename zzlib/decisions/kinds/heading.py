"""Columns under headings of their own: which field they are. The answer holds for the county or the unit, in all months."""

from collections.abc import Iterable

from zzlib.decisions.kind import (
    DIFFERENT,
    NONE,
    SAME,
    Choice,
    Entry,
    Issue,
    Knowledge,
    Question,
    QuestionKind,
    Questions,
    question,
)  # fmt: skip
from zzlib.money import display_money

AND = "+"
"""Stands between the headings of columns whose sum is a field."""

EACH_MONTHS = "各月相加"
"""Stands below a caption for the sum of its months: each column is what came in its month."""
LATEST = "最近一月"
"""Stands below a caption for the column of the latest month: each is what came since January."""

_OF_UNIT = "@"
"""Parts a heading from the unit for which alone it is decided, in the value of a choice."""


def values_key(spoken: Iterable[str]) -> str:
    """Give the fields whose words stand under a heading as a decision names them."""
    return AND.join(sorted(spoken))


def _ask(issue: Issue, known: Knowledge) -> Questions:
    """Offer the columns of a field, the fields of a column, or the ways to read columns of months."""
    if issue.code == "months_unclear":
        return _months(issue, known)
    return _fields(issue, known) if issue.code == "column_values_unclear" else _columns(issue, known)


def _money(asked: Question, issue: Issue, known: Knowledge) -> int:
    """Take the columns in question; where they hold no amounts, those of the file that are told apart by them."""
    amounts = [fen for fen in issue.details.get("fens", ()) if fen is not None]
    return max(amounts) if amounts else known.money(asked.file)


def _columns(issue: Issue, known: Knowledge) -> Questions:
    """Ask which column is one that a table lacks.

    Who takes a sum that leaves a further part out says of that part that it does not belong to the field.
    """
    field_id, parts = issue.details["asked"], issue.details
    found = zip(parts["headings"], parts["fens"], parts["rests"], strict=True)
    offered = [one for one in found if known.undecided(issue, one[0], field_id)]
    if not offered:
        return
    label, said, evidence = known.form.label(field_id), {}, [issue.message]
    for heading, fen, rest in offered:
        without = f"（不算“{'”“'.join(rest)}”）" if rest else ""
        entries = [_entry(heading, field_id), *(_entry(one, field_id, DIFFERENT) for one in rest)]
        said[heading] = (f"“{heading}”就是“{label}”{without}", entries)
        if fen is not None and len(offered) > 1:
            evidence.append(f"“{heading}”合计 {display_money(fen)}")
    none = [_entry(heading, field_id, DIFFERENT) for heading in said]
    about = "\0".join((field_id, *said))
    yield _question(issue, known, about, f"哪一列是“{label}”？", said, none, evidence)


def _fields(issue: Issue, known: Knowledge) -> Questions:
    """Ask what a column is whose values leave it in doubt; the answer holds where words of the same fields stand in it."""
    heading, asked, spoken = issue.value, issue.details["fields"], values_key(issue.details["spoken"])
    labels = {f: known.form.label(f) for f in asked}
    said = {label: (f"是“{label}”", [_entry(heading, f, values=spoken)]) for f, label in labels.items()}
    none = [_entry(heading, f, DIFFERENT, values=spoken) for f in asked]
    about = "\0".join((known.heading_key(heading), *asked, spoken))
    text = f"“{heading}”填的是“{issue.details['shown']}”，是哪一栏？"
    yield _question(issue, known, about, text, said, none, [issue.message])


def _question(
    issue: Issue, known: Knowledge, about: str, text: str, said: dict[str, tuple[str, list[Entry]]],
    none: list[Entry], evidence: list[str],
) -> Question:  # fmt: skip
    """Ask of headings; each answer of `said` holds for the county or, as a choice of its own, for the issue's unit alone."""
    unit = known.names.get(issue.unit_id, "")
    choices = [Choice(value, f"{label}，全县各月都这样认") for value, (label, _) in said.items()]
    written = {value: entries for value, (_, entries) in said.items()}
    for value, (label, entries) in said.items() if unit else ():
        own = f"{value}{_OF_UNIT}{issue.unit_id}"
        choices.append(Choice(own, f"{label}，只对{unit}这样认"))
        written[own] = [{**entry, "unit_id": issue.unit_id} for entry in entries]
    choices.append(Choice(NONE, "都不是"))
    return question("heading", issue, about, text, evidence, choices, entries=written | {NONE: none})


def _months(issue: Issue, known: Knowledge) -> Questions:
    """Ask how a unit's columns of months are to be read; the answer holds for all its months and for no other unit."""
    unit = known.names.get(issue.unit_id, "")
    field_id, headings = issue.details["asked"], issue.details["headings"]
    if not unit or not headings:
        return
    label = known.form.label(field_id)
    said = {
        EACH_MONTHS: f"各月填的是当月数，“{label}”是各月相加",
        LATEST: f"各月填的是年初以来的累计数，“{label}”就是最近一月",
    }
    choices = [Choice(h, f"{said[h.rsplit('/', 1)[-1]]}（只对{unit}，各月都这样读）") for h in headings]
    entries = {h: [{**_entry(h, field_id), "unit_id": issue.unit_id}] for h in headings}
    about = "\0".join((issue.unit_id, field_id, *sorted(headings)))
    text = f"按月分列的“{label}”，各月是当月数还是累计数？"
    yield question("heading", issue, about, text, [issue.message], choices, entries=entries)


KIND = QuestionKind(
    name="heading",
    label="不认识的列名",
    order=90,
    codes=("required_column_missing", "column_is_part", "months_unclear", "column_values_unclear"),
    ask=_ask,
    money=_money,
    entries=lambda asked, value, wishes, rows: list(asked.facts["entries"][value]),
    file="headings",
)


def _entry(heading: str, field_id: str, verdict: str = SAME, values: str = "") -> Entry:
    return {"heading": heading, "field": field_id, "verdict": verdict, "values": values}
