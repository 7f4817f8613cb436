"""Amounts beyond all that is known of unit, project and county: left out until a person says that they are true."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from zzlib.decisions.kind import FileDecision, FileDecisions
from zzlib.decisions.kinds.size import confirmed_return, confirmed_size
from zzlib.form import Form
from zzlib.issues import Issue, issue
from zzlib.ledger.changes import Changes
from zzlib.ledger.known import LEAST_TOTAL, Known, tops_of
from zzlib.ledger.lines import Line
from zzlib.ledger.projects import line_place
from zzlib.ledger.scale import usual
from zzlib.ledger.unit_month import UnitMonth
from zzlib.ledger.year import LeftOut, Year
from zzlib.money import display_money
from zzlib.returns.extraction import Value

_LEAST = 10**10
"""Fen: below 1亿元 no amount is absurd, however small a county's others are."""
_TOTALS = ("total_investment",)
_MOST_OF_A_ROW = 2
"""With so many absurd amounts a row was written in another unit of money: none of its amounts counts."""


@dataclass(frozen=True)
class _Amount:
    """An amount of a line that can't be meant, and why, in words."""

    line: Line
    field: str
    fen: int
    why: str
    label: str

    @property
    def value(self) -> Value:
        return self.line.value(self.field)


_Judgement = tuple[tuple[Line, ...], list[Issue], list[LeftOut]]
"""A return's lines as they count, what is said of them, and what was left out."""


def without_absurd(
    year: Year,
    decisions: FileDecisions,
    targets: Callable[[str], Mapping[str, int]],
    last_year: Mapping[str, int],
    form: Form,
) -> Year:
    """Leave the absurd amounts of each month out of its lines, as if they could not be read, and say so.

    `targets` gives unit -> fen for a period, `last_year` is what each unit of the year's last month had in its largest month
    of last year, in fen. A month is judged by what was known then. What a person confirmed stays, with a notice.
    """
    months: dict[str, dict[str, UnitMonth]] = {}
    issues, left_out = list(year.issues), list(year.left_out)
    earlier: dict[str, dict[str, int]] = {}
    judged: dict[int, Line] = {}
    changes, amounts = year.registry.changes, (*form.line_money, *form.project_money)
    for period, month in year.months.items():
        earlier = _passed_on(earlier, changes, period)
        own = {u: m.lines for u, m in month.items() if m.lines and not m.carried_from}
        tops = {u: found for u, lines in own.items() if (found := tops_of(lines, amounts))}
        large = [u for u, found in tops.items() if _is_large(own[u], max(found.values()), form)]
        if large:
            funds, totals = ({u: tops_of(own[u], names) for u in tops} for names in (form.line_money, _TOTALS))
            before = {u: sum(last_year.get(s, 0) for s, _ in changes.successors(u, period, year.period)) for u in tops}
            known = Known(funds, totals, dict(earlier), targets(period), before)
            for unit_id in large:
                lines = own[unit_id]
                own[unit_id], said, out = _judge(unit_id, period, lines, known, month[unit_id], decisions, form)
                judged |= {id(line): now for line, now in zip(lines, own[unit_id], strict=True)}
                issues += said
                left_out += out
        earlier |= {u: counted for u in tops if (counted := tops_of(own[u], form.line_money))}
        # What is carried from an earlier month is the lines of then, as they were judged.
        months[period] = {
            u: replace(m, lines=tuple(judged.get(id(line), line) for line in m.lines)) for u, m in month.items()
        }
    return replace(year, months=months, issues=issues, left_out=tuple(left_out))


def _is_large(lines: tuple[Line, ...], top: int, form: Form) -> bool:
    """Tell whether a return has an amount of a size that is judged at all; a total investment from 100亿元 on."""
    return top > LEAST_TOTAL or (top > _LEAST and max(tops_of(lines, form.line_money).values(), default=0) > _LEAST)


def _passed_on(tops: dict[str, dict[str, int]], changes: Changes, month: str) -> dict[str, dict[str, int]]:
    """Give what is known of units so far to those that they went into in a month."""
    if not changes.of_month(month):
        return tops
    after: dict[str, dict[str, int]] = {}
    for unit_id, own in tops.items():
        for to_unit, _ in changes.passed_on(unit_id, month):
            after[to_unit] = after.get(to_unit, {}) | own
    return after


def _judge(
    unit_id: str,
    period: str,
    lines: tuple[Line, ...],
    known: Known,
    month: UnitMonth,
    decisions: FileDecisions,
    form: Form,
) -> _Judgement:
    found = [amount for line in lines for amount in _of_row(line, known, form)]
    digests = {claim.arrival.sha256 for claim in month.filed.files}
    if word := confirmed_return(decisions, unit_id, period, digests):
        return lines, [_whole(found[0], period, known, word)] if found else [], []
    if any(a.field in form.line_money for a in found) and known.whole_is_off(unit_id):
        amounts = (*form.line_money, *form.project_money)
        everything = [
            _Amount(line, f, fen, "", form.label(f)) for line in lines for f in amounts if (fen := line.value(f).fen)
        ]
        out = [_left_out(amount, period, whole=True) for amount in everything]
        return _without(lines, everything), [_whole(found[0], period, known)], out
    words = [confirmed_size(decisions, unit_id, period, a.line.project_id, a.field, a.fen) for a in found]
    absurd = [amount for amount, word in zip(found, words, strict=True) if not word]
    said = [_said(amount, word) for amount, word in zip(found, words, strict=True)]
    return _without(lines, absurd), said, [_left_out(amount, period) for amount in absurd]


def _of_row(line: Line, known: Known, form: Form) -> Iterator[_Amount]:
    """Give the absurd amounts of a line: all of it where several are, for it was written in another unit of money."""
    limit, words, most = known.limit(line.unit_id, line.project_id)
    why = f"比已知的数都大得多（{words}是{display_money(most)}）"
    amounts = [(f, fen) for f in (*form.line_money, *form.project_money) if (fen := line.value(f).fen)]
    beyond = {f for f, fen in amounts if f in form.line_money and abs(fen) > max(limit, _LEAST) and limit}
    whole = len(beyond) >= _MOST_OF_A_ROW
    for field, fen in amounts:
        if field in beyond:
            yield _Amount(line, field, fen, why, form.label(field))
        elif field in form.line_money and whole:
            said = "同一行的其他金额大得不合常理，像是整行写错了金额单位"
            yield _Amount(line, field, fen, said, form.label(field))
        elif field not in form.line_money and not known.believed(line.unit_id, line.project_id, fen):
            yield _Amount(line, field, fen, "比全县其他项目的都大得多", form.label(field))


def _without(lines: tuple[Line, ...], amounts: list[_Amount]) -> tuple[Line, ...]:
    """Make amounts of lines unreadable; the lines of a return are told apart by their identity."""
    gone: dict[int, dict[str, Value]] = {}
    for amount in amounts:
        value = replace(amount.value, value=None, fen=None, unreadable=True)
        gone.setdefault(id(amount.line), {})[amount.field] = value
    return tuple(
        replace(line, record=replace(line.record, fields={**line.record.fields, **gone[id(line)]}))
        if id(line) in gone
        else line
        for line in lines
    )


def _left_out(amount: _Amount, period: str, whole: bool = False) -> LeftOut:
    line, cell = amount.line, amount.value.cell
    place = (line.file, line.record.sheet, cell)
    return LeftOut(period, line.unit_id, line.project_id, *place, amount.field, amount.fen, whole)


def _said(amount: _Amount, word: FileDecision | None) -> Issue:
    label, name = amount.label, amount.line.text("project_name")
    how = {"what": f"项目“{name}”的{label}", "stated": display_money(amount.fen), "why": amount.why}
    return _issue(amount, display_money(amount.fen), how, word)


def _whole(amount: _Amount, period: str, known: Known, word: FileDecision | None = None) -> Issue:
    size = display_money(usual(known.tops[amount.line.unit_id].values()))
    example = f"如项目“{amount.line.text('project_name')}”的{amount.label}{display_money(amount.fen)}"
    why = f"其中有的{amount.why}，像是把元写成了万元"
    how = {"what": "整份报表的金额", "stated": f"{size}上下（{example}）", "why": why}
    return _issue(amount, f"整份报表的金额在{size}上下", how, word, whole=True)


def _issue(
    amount: _Amount, value: str, how: dict[str, str], word: FileDecision | None, *, whole: bool = False
) -> Issue:
    code, who = ("size_confirmed", word.who()) if word else ("size_absurd", {})
    place = line_place(amount.line) | {"cell": amount.value.cell, "field": amount.field, "value": value}
    about = {"project_id": amount.line.project_id, "fen": amount.fen, "whole": whole}
    about |= {"project": amount.line.text("project_name")}
    return issue(code, **place, **about | how, **who)
