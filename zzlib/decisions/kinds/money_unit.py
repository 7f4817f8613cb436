"""Amounts for which no unit of money is stated: 元 or 万元. The answer holds for the unit's files of the same layout."""

from zzlib.decisions.kind import Answer, Choice, Issue, Knowledge, QuestionKind, Questions, question
from zzlib.money import FEN_PER_UNIT


def _ask(issue: Issue, known: Knowledge) -> Questions:
    """Offer the units of money, the one first that fits the size of the amounts."""
    units, evidence = known.money_units(issue.file, issue.unit_id)
    choices, digest = [Choice(unit, unit) for unit in units], known.digest(issue.file)
    text, about = "没有写明单位的金额，是元还是万元？", f"{issue.file}\0{digest}"
    yield question("money_unit", issue, about, text, [issue.message, *evidence], choices, sha256=digest)


KIND = QuestionKind(
    name="money_unit",
    label="金额单位",
    order=40,
    codes=("money_unit_unstated",),
    ask=_ask,
    money=lambda asked, issue, known: known.money(asked.file, asked.choices[0].value),
    by_content=True,
    answers=tuple(Answer(unit, unit, unit) for unit in FEN_PER_UNIT),
)
