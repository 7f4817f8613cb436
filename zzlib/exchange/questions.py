"""The open questions of a month: what only a person can tell, with the evidence and suggestions in order."""

from dataclasses import replace

from zzlib.decisions.question import Question
from zzlib.decisions.registry import KINDS
from zzlib.exchange.suggesting import Suggester
from zzlib.indicators import month_issues
from zzlib.ledger import Ledger


def open_questions(ledger: Ledger) -> list[Question]:
    """List the questions of the ledger's period, by kind and place; what was decided is not asked again."""
    known, issues = Suggester(ledger), [i for i in month_issues(ledger) if i.period == ledger.period]
    found: dict[str, Question] = {}
    for kind in KINDS.values():
        for issue in (issue for code in kind.codes for issue in issues if issue.code == code):
            for asked in kind.ask(issue, known):
                if asked.id not in found:
                    found[asked.id] = replace(asked, money_fen=max(kind.money(asked, issue, known), 0))
    order = list(KINDS)
    return sorted(found.values(), key=lambda q: (-q.pressing, order.index(q.kind), q.file, q.cell))
