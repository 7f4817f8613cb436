"""Questions about what belongs together: parts of a return, rows of others, columns under headings of their own."""

from collections.abc import Callable, Iterator

from zzlib.exchange.question import NONE, Choice, Question, question
from zzlib.exchange.suggesting import Suggester
from zzlib.issues import Issue
from zzlib.ledger import Ledger
from zzlib.ledger.decisions import AS_BEFORE, NOT_A_RETURN, ON_BEHALF, OTHERS, OWN, REPLACEMENT, SUPPLEMENT, ZERO
from zzlib.ledger.headings import read_headings
from zzlib.returns import fields
from zzlib.returns.monthcolumns import EACH_MONTHS, LATEST

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
    """Ask which column is one that a table lacks; the answer holds for the county or the unit alone, in all months."""
    field_id, decided = issue.details["asked"], read_headings(ledger.workspace)
    headings = [h for h in issue.details["headings"] if not decided.decided(h, field_id, issue.unit_id)]
    if not headings:
        return
    label, unit = fields()[field_id].label, suggester.names.get(issue.unit_id, "")
    choices = [Choice(heading, f"“{heading}”就是“{label}”，全县各月都这样认") for heading in headings]
    if unit:
        own = (Choice(f"{h}{OF_UNIT}{issue.unit_id}", f"“{h}”就是“{label}”，只对{unit}这样认") for h in headings)
        choices += own
    choices.append(Choice(NONE, "都不是"))
    about = "\0".join((field_id, *headings))
    yield question("heading", issue, about, f"哪一列是“{label}”？", [issue.message], choices, field=field_id)


def _months(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    """Ask how a unit's columns of months are to be read; the answer holds for all its months and for no other unit."""
    unit = suggester.names.get(issue.unit_id, "")
    field_id, headings = issue.details["asked"], issue.details["headings"]
    if not unit or not headings:
        return
    label = fields()[field_id].label
    said = {
        EACH_MONTHS: f"各月填的是当月数，“{label}”是各月相加",
        LATEST: f"各月填的是年初以来的累计数，“{label}”就是最近一月",
    }
    choices = [
        Choice(f"{heading}{OF_UNIT}{issue.unit_id}", f"{said[heading.rsplit('/', 1)[-1]]}（只对{unit}，各月都这样读）")
        for heading in headings
    ]
    about = "\0".join((issue.unit_id, field_id, *sorted(headings)))
    asked = f"按月分列的“{label}”，各月是当月数还是累计数？"
    yield question("heading", issue, about, asked, [issue.message], choices, field=field_id)


STRUCTURE: dict[str, Callable[[Ledger, Issue, Suggester], Iterator[Question]]] = {
    "file_partial": _completeness,
    "nothing_new_after_money": _nothing_new,
    "required_column_missing": _heading,
    "column_is_part": _heading,
    "months_unclear": _months,
    "row_of_other_unit": _rows,
}
