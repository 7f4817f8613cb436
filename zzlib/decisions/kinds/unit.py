"""A file that waits, or in which two units are named: whose return it is."""

from zzlib.decisions.kind import (
    NOT_A_RETURN,
    Answer,
    Choice,
    Issue,
    Knowledge,
    Question,
    QuestionKind,
    Questions,
    question,
)  # fmt: skip

UNKNOWN = "unit_unknown"


def _ask(issue: Issue, known: Knowledge) -> Questions:
    """Ask for the unit; a name that is unknown is asked about by itself."""
    if issue.code != UNKNOWN or not issue.value:
        yield ask_unit("unit", issue, known, "是哪个单位的报表？")


def ask_unit(kind: str, issue: Issue, known: Knowledge, text: str, stated: str = "") -> Question:
    """Ask for the unit of a file under a `stated` name, or none."""
    named = [issue.details["block"], issue.value] if issue.code == "unit_conflict" else []
    first = [unit_id for unit_id in map(known.unit_id, named) if unit_id]
    first += issue.details.get("heirs", ())
    ordered, likely, evidence, speaking = known.units(issue.file, stated, first)
    choices = [Choice(unit_id, known.names[unit_id]) for unit_id in ordered]
    choices.append(Choice(NOT_A_RETURN, "不是报表，不用"))
    unknown = (i.period for i in known.issues if i.code == UNKNOWN and i.value == stated and stated)
    since = min(unknown, default=issue.period)
    if stated:
        found, said = known.reorganised(issue.file, stated, since)
        choices[1:1], evidence = found, [*evidence, *said]
        likely += len(found) if likely else 0
    digest = known.digest(issue.file)
    return question(
        kind, issue, stated or f"{issue.file}\0{digest}", text, [issue.message, *evidence], choices,
        likely or len(choices), max(speaking, 1 / len(first) if first else 0), name=stated, sha256=digest, since=since,
    )  # fmt: skip


KIND = QuestionKind(
    name="unit",
    label="哪个单位的",
    order=20,
    codes=(UNKNOWN, "unit_unstated", "unit_conflict", "unit_ended", "unit_not_begun"),
    ask=_ask,
    each_its_own=True,
    names_units=True,
    exact=True,
    decides="单位",
    answers=(Answer(NOT_A_RETURN, "不是报表", "不是报表", ("不是报表",)),),
    free=lambda answer, units: answer in units,
    told=" units.csv 里的 unit_id、",
    by_content=True,
)
