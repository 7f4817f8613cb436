"""A name that no unit bears: whose it is. The answer is an alias, the unit's new name, or about the one file only."""

from zzlib.decisions.kind import NOT_A_RETURN, Entry, Issue, Knowledge, Question, QuestionKind, Questions, Rows, Wishes
from zzlib.decisions.kinds.unit import UNKNOWN, ask_unit

RENAMED = "renamed:"
"""Before a unit's id in the value of a choice: the name is the unit's new one."""


def _ask(issue: Issue, known: Knowledge) -> Questions:
    """Ask whose name it is."""
    if issue.value:
        text = f"写的是“{issue.value}”，名册和别名里都没有：是哪个单位？"
        yield ask_unit("unit_name", issue, known, text, issue.value)


def _elsewhere(value: str, wishes: Wishes) -> str:
    if value.startswith(RENAMED):
        return "unit_changes"
    return "" if value == NOT_A_RETURN or wishes.only_file else "aliases"


def _entries(asked: Question, value: str, wishes: Wishes, rows: Rows) -> list[Entry]:
    """Write down an alias from the month in which the name first appeared on (or as wished), or the unit's new name from then."""
    name, since = asked.facts["name"], wishes.valid_from or asked.facts["since"]
    file = _elsewhere(value, wishes)
    if file == "unit_changes":
        unit_id = value.removeprefix(RENAMED)
        unit = {"date": since, "from_unit": unit_id, "to_unit": unit_id, "share": "1"}
        return [unit | {"name": wishes.short_name(unit_id, name)}]
    if file == "aliases":
        return [{"alias": name, "unit_id": value, "valid_from": since, "valid_to": wishes.valid_to}]
    return [KIND.entry(asked, value)]


KIND = QuestionKind(
    name="unit_name",
    label="单位名称",
    order=10,
    codes=(UNKNOWN,),
    ask=_ask,
    entries=_entries,
    elsewhere=_elsewhere,
    each_its_own=True,
    names_units=True,
    exact=True,
    question="unit",
)
