"""What hangs on an open question: the money that an answer may add, take away or move. By it the questions are ordered."""

from collections.abc import Callable
from dataclasses import replace

from zzlib.exchange.question import Question
from zzlib.exchange.suggesting import Suggester, largest_amount
from zzlib.issues import Issue


def weighed(question: Question, issue: Issue, suggester: Suggester) -> Question:
    """Give a question with the money that hangs on its answer, as far as it can be read."""
    money = _MONEY.get(question.kind, _of_file)(question, issue, suggester)
    return replace(question, money_fen=max(money, 0))


def pressing(question: Question) -> float:
    """Tell how much a question matters: the money that hangs on it, the more the less its first answer is certain.

    This is the one order in which questions are asked; what has no money that can be read comes last, by its kind.
    """
    return question.money_fen / question.certainty


def _of_file(question: Question, issue: Issue, suggester: Suggester) -> int:
    """Take a file that counts for another unit or month, or not at all."""
    return suggester.money(question.file)


def _in_unit(question: Question, issue: Issue, suggester: Suggester) -> int:
    """Take the amounts that have no unit of money yet as they would count by the first answer."""
    return suggester.money(question.file, question.choices[0].value)


def _between_files(question: Question, issue: Issue, suggester: Suggester) -> int:
    one, other = (suggester.sums(choice.value) for choice in question.choices)
    return max((abs(one[field] - other[field]) for field in one | other), default=0)


def _supplement(question: Question, issue: Issue, suggester: Suggester) -> int:
    """Take what a supplement adds, or what a replacement takes away."""
    own = suggester.money(question.file)
    return max(own, suggester.money(issue.details["earlier"]) - own)


def _last_month(question: Question, issue: Issue, suggester: Suggester) -> int:
    return suggester.standing_before(issue.unit_id)


def _columns(question: Question, issue: Issue, suggester: Suggester) -> int:
    """Take the columns in question; where they hold no amounts, those of the file that are told apart by them."""
    known = [fen for fen in issue.details.get("fens", ()) if fen is not None]
    return max(known) if known else suggester.money(question.file)


def _foreign_rows(question: Question, issue: Issue, suggester: Suggester) -> int:
    about = (issue.code, issue.period, issue.unit_id, issue.details["other_id"])
    return sum(
        suggester.money(i.file, row=(i.sheet, i.details["row"]))
        for i in suggester.issues
        if (i.code, i.period, i.unit_id, i.details.get("other_id")) == about
    )


def _sum_row(question: Question, issue: Issue, suggester: Suggester) -> int:
    """Take what counts twice if the row is the sum of the others."""
    rows = (issue.details["row"], *issue.details.get("run", ()))
    own, *parts = (suggester.money(issue.file, row=(issue.sheet, number)) for number in rows)
    return max(own, sum(parts))


def _amount(question: Question, issue: Issue, suggester: Suggester) -> int:
    return suggester.money(question.file) if issue.details["whole"] else abs(issue.details["fen"])


def _renamed(question: Question, issue: Issue, suggester: Suggester) -> int:
    return largest_amount(suggester.renamed(issue)[0])


def _twins(question: Question, issue: Issue, suggester: Suggester) -> int:
    """Take what counts twice if the projects are one."""
    amounts = sorted(map(largest_amount, suggester.twins(issue)))
    return sum(amounts[:-1])


def _not_followed(question: Question, issue: Issue, suggester: Suggester) -> int:
    """Take what correcting the later month as well would add or take away."""
    return abs(int(issue.details["fen"]) - int(issue.details["right_fen"]))


def _corrected(question: Question, issue: Issue, suggester: Suggester) -> int:
    return suggester.money(question.file, project=issue.details["project"])


_MONEY: dict[str, Callable[[Question, Issue, Suggester], int]] = {
    "money_unit": _in_unit,
    "order": _between_files,
    "completeness": _supplement,
    "nothing_new": _last_month,
    "heading": _columns,
    "rows": _foreign_rows,
    "sum_row": _sum_row,
    "size": _amount,
    "rename": _renamed,
    "twin": _twins,
    "correction": _corrected,
    "new_year": _amount,
    "follows": _not_followed,
}
"""How the money is found, by the kind of question; all other kinds are about a file."""
