"""A later file that lacks what an earlier one had: whether it is a supplement or a replacement."""

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

SUPPLEMENT = "supplement"
REPLACEMENT = "replacement"


def _ask(issue: Issue, known: Knowledge) -> Questions:
    """Offer both; what its name or its projects speak for comes first."""
    earlier, digest = issue.details["earlier"], known.digest(issue.file)
    choices = [
        Choice(SUPPLEMENT, f"是补充，与“{earlier}”一起计"),
        Choice(REPLACEMENT, f"是更正，只计这一份，“{earlier}”不再计"),
    ]
    choices.sort(key=lambda choice: choice.value != issue.details["suggested"])
    choices.append(Choice(NOT_A_RETURN, "这一份不用"))
    evidence = [issue.message]
    if issue.details["names"]:
        evidence.append(f"先报的有、这一份没有：{issue.details['names']}")
    evidence += [line for file in (earlier, issue.file) for line in known.contents(file, name_file=True)]
    about = f"{issue.file}\0{digest}\0{known.digest(earlier)}"
    yield question("completeness", issue, about, "是补充还是更正？", evidence, choices, sha256=digest)


def _money(asked: Question, issue: Issue, known: Knowledge) -> int:
    """Take what a supplement adds, or what a replacement takes away."""
    own = known.money(asked.file)
    return max(own, known.money(issue.details["earlier"]) - own)


KIND = QuestionKind(
    name="completeness",
    label="补充还是更正",
    order=70,
    codes=("file_partial",),
    ask=_ask,
    money=_money,
    answers=(
        Answer(SUPPLEMENT, "是补充，一起计", "补充", ("是补充", "补充")),
        Answer(REPLACEMENT, "是更正，替换以前的", "更正", ("是更正", "更正", "替换")),
    ),
)
