"""A return that brings nothing after a month with money: whether last month's amounts stand, or it is zero."""

from zzlib.decisions.kind import Answer, Choice, Issue, Knowledge, QuestionKind, Questions, question

AS_BEFORE = "as_before"
ZERO = "zero"


def _ask(issue: Issue, known: Knowledge) -> Questions:
    """Offer both."""
    digest = known.digest(issue.file)
    choices = [
        Choice(AS_BEFORE, f"没有变化，照{issue.details['previous']}的累计数计"),
        Choice(ZERO, "确实都没有了，按零计"),
    ]
    about, text = f"{issue.file}\0{digest}", "是与上月相同，还是零？"
    yield question("nothing_new", issue, about, text, [issue.message], choices, sha256=digest)


KIND = QuestionKind(
    name="nothing_new",
    label="本月无新增",
    order=80,
    codes=("nothing_new_after_money",),
    ask=_ask,
    money=lambda asked, issue, known: known.standing_before(issue.unit_id),
    answers=(
        Answer(AS_BEFORE, "与上月相同", "与上月相同", ("与上月相同",)),
        Answer(ZERO, "确是零", "确是零", ("确是零", "零")),
    ),
)
