"""Questions about what belongs together: parts of a return, rows of others, columns under headings of their own."""

from collections.abc import Callable, Iterator

from zzlib.exchange.question import NONE, Choice, Question, question
from zzlib.exchange.suggesting import Suggester
from zzlib.issues import Issue
from zzlib.ledger import Ledger
from zzlib.ledger.decisions import AS_BEFORE, NOT_A_RETURN, ON_BEHALF, OTHERS, OWN, REPLACEMENT, SUPPLEMENT, ZERO
from zzlib.ledger.headings import read_headings
from zzlib.ledger.identity import DIFFERENT as APART
from zzlib.ledger.identity import SAME
from zzlib.money import display_money
from zzlib.returns.layout.headings import heading_key, values_key
from zzlib.returns.layout.month_columns import EACH_MONTHS, LATEST

OF_UNIT = "@"
"""Parts a heading from the unit for which alone it is decided, in the value of a choice."""


def _completeness(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    """Ask whether a later file is a supplement or a replacement; what its name or its projects speak for comes first."""
    earlier, digest = issue.details["earlier"], suggester.digest(issue.file)
    choices = [
        Choice(SUPPLEMENT, f"是补充，与“{earlier}”一起计"),
        Choice(REPLACEMENT, f"是更正，只计这一份，“{earlier}”不再计"),
    ]
    choices.sort(key=lambda choice: choice.value != issue.details["suggested"])
    choices.append(Choice(NOT_A_RETURN, "这一份不用"))
    evidence = [issue.message]
    if issue.details["names"]:
        evidence.append(f"先报的有、这一份没有：{issue.details['names']}")
    evidence += [line for file in (earlier, issue.file) for line in suggester.contents(file, name_file=True)]
    about = f"{issue.file}\0{digest}\0{suggester.digest(earlier)}"
    yield question("completeness", issue, about, "是补充还是更正？", evidence, choices, sha256=digest)


def _nothing_new(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    digest = suggester.digest(issue.file)
    choices = [
        Choice(AS_BEFORE, f"没有变化，照{issue.details['previous']}的累计数计"),
        Choice(ZERO, "确实都没有了，按零计"),
    ]
    about = f"{issue.file}\0{digest}"
    yield question("nothing_new", issue, about, "是与上月相同，还是零？", [issue.message], choices, sha256=digest)


def _rows(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    """Ask once of a unit and another that its rows name whose these are; the answer holds from the month on."""
    unit, other, other_id = (issue.details[name] for name in ("unit", "other", "other_id"))
    choices = [Choice(OTHERS, f"是{other}的，不计在{unit}"), Choice(OWN, f"是{unit}自己的，计在{unit}")]
    for_them = Choice(ON_BEHALF, f"是{other}的，由{unit}代报：{other}自己没有报的月份计在{other}")
    choices.insert(0 if issue.details["also"] else len(choices), for_them)
    evidence = [issue.message, f"定为代报的，{other}自己的报表一到，就以它自己的为准"]
    asked = f"{unit}的表里写着{other}的行，是谁的？"
    about = f"{issue.unit_id}\0{other_id}"
    yield question("rows", issue, about, asked, evidence, choices, project=other_id)


def _heading(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    """Ask which column is one that a table lacks; the answer holds for the county or the unit alone, in all months.

    Who takes a sum that leaves a further part out says of that part that it does not belong to the field.
    """
    field_id, parts = issue.details["asked"], issue.details
    decided = read_headings(ledger.workspace).of(issue.unit_id)
    offered = [
        one
        for one in zip(parts["headings"], parts["fens"], parts["rests"], strict=True)
        if decided.undecided(one[0], [field_id])
    ]
    if not offered:
        return
    label, said, evidence = ledger.workspace.form.label(field_id), {}, [issue.message]
    for heading, fen, rest in offered:
        without = f"（不算“{'”“'.join(rest)}”）" if rest else ""
        entries = [_entry(heading, field_id), *(_entry(one, field_id, APART) for one in rest)]
        said[heading] = (f"“{heading}”就是“{label}”{without}", entries)
        if fen is not None and len(offered) > 1:
            evidence.append(f"“{heading}”合计 {display_money(fen)}")
    none = [_entry(heading, field_id, APART) for heading in said]
    about = "\0".join((field_id, *said))
    yield _of_columns(issue, suggester, about, f"哪一列是“{label}”？", said, none, evidence)


def _values(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    """Ask what a column is whose values leave it in doubt; the answer holds where words of the same fields stand in it."""
    heading, asked, spoken = issue.value, issue.details["fields"], values_key(issue.details["spoken"])
    labels = {f: ledger.workspace.form.label(f) for f in asked}
    said = {label: (f"是“{label}”", [_entry(heading, f, values=spoken)]) for f, label in labels.items()}
    none = [_entry(heading, f, APART, values=spoken) for f in asked]
    about = "\0".join((heading_key(heading), *asked, spoken))
    text = f"“{heading}”填的是“{issue.details['shown']}”，是哪一栏？"
    yield _of_columns(issue, suggester, about, text, said, none, [issue.message])


def _entry(heading: str, field_id: str, verdict: str = SAME, values: str = "") -> dict[str, str]:
    return {"heading": heading, "field": field_id, "verdict": verdict, "values": values}


def _of_columns(
    issue: Issue, suggester: Suggester, about: str, text: str, said: dict[str, tuple[str, list[dict[str, str]]]],
    none: list[dict[str, str]], evidence: list[str],
) -> Question:  # fmt: skip
    """Ask of headings; each answer of `said` holds for the county or, as a choice of its own, for the issue's unit alone."""
    unit = suggester.names.get(issue.unit_id, "")
    choices = [Choice(value, f"{label}，全县各月都这样认") for value, (label, _) in said.items()]
    written = {value: entries for value, (_, entries) in said.items()}
    for value, (label, entries) in said.items() if unit else ():
        own = f"{value}{OF_UNIT}{issue.unit_id}"
        choices.append(Choice(own, f"{label}，只对{unit}这样认"))
        written[own] = [entry | {"unit_id": issue.unit_id} for entry in entries]
    choices.append(Choice(NONE, "都不是"))
    return question("heading", issue, about, text, evidence, choices, entries=written | {NONE: none})


def _months(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    """Ask how a unit's columns of months are to be read; the answer holds for all its months and for no other unit."""
    unit = suggester.names.get(issue.unit_id, "")
    field_id, headings = issue.details["asked"], issue.details["headings"]
    if not unit or not headings:
        return
    label = ledger.workspace.form.label(field_id)
    said = {
        EACH_MONTHS: f"各月填的是当月数，“{label}”是各月相加",
        LATEST: f"各月填的是年初以来的累计数，“{label}”就是最近一月",
    }
    labels = {h: f"{said[h.rsplit('/', 1)[-1]]}（只对{unit}，各月都这样读）" for h in headings}
    entries = {h: [_entry(h, field_id) | {"unit_id": issue.unit_id}] for h in headings}
    about = "\0".join((issue.unit_id, field_id, *sorted(headings)))
    asked = f"按月分列的“{label}”，各月是当月数还是累计数？"
    choices = [Choice(heading, label) for heading, label in labels.items()]
    yield question("heading", issue, about, asked, [issue.message], choices, entries=entries)


STRUCTURE: dict[str, Callable[[Ledger, Issue, Suggester], Iterator[Question]]] = {
    "file_partial": _completeness,
    "nothing_new_after_money": _nothing_new,
    "required_column_missing": _heading,
    "column_is_part": _heading,
    "months_unclear": _months,
    "column_values_unclear": _values,
    "row_of_other_unit": _rows,
}
