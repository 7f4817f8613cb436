"""The open questions of a month: what only a person can tell, with the evidence and suggestions in order."""

from collections.abc import Callable, Iterator

from zzlib.exchange.question import CORRECT, DIFFERENT, NONE, Choice, Question, question
from zzlib.exchange.structure_questions import STRUCTURE
from zzlib.exchange.suggesting import Suggester, alike
from zzlib.exchange.sum_questions import SUM_ROWS
from zzlib.exchange.telephone import cell_at
from zzlib.exchange.weighing import pressing, weighed
from zzlib.indicators import month_issues
from zzlib.issues import Issue
from zzlib.ledger import Ledger
from zzlib.ledger.decisions import CONFIRMED, LAST_YEARS, NOT_A_RETURN, RIGHT, THIS_YEARS, UNDONE
from zzlib.money import yuan_text

KINDS: dict[str, str] = {
    "unit_name": "单位名称",
    "unit": "哪个单位的",
    "month": "哪个月的",
    "money_unit": "金额单位",
    "order": "哪份在后",
    "completeness": "补充还是更正",
    "nothing_new": "本月无新增",
    "heading": "不认识的列名",
    "rows": "别的单位的行",
    "sum_row": "是不是合计",
    "size": "金额大小",
    "new_year": "跨年累计",
    "rename": "项目更名",
    "twin": "两家同报",
    "correction": "更正失效",
    "follows": "更正以后的月份",
}
"""The kinds of questions with their Chinese labels, in the order in which those are asked on which as much hangs."""


def open_questions(ledger: Ledger) -> list[Question]:
    """List the questions of the ledger's period, by kind and place; what was decided is not asked again."""
    issues, suggester = month_issues(ledger), Suggester(ledger)
    found: dict[str, Question] = {}
    for code, ask in _ASK.items():
        for issue in issues:
            if issue.code == code and issue.period == ledger.period:
                for asked in ask(ledger, issue, suggester):
                    if asked.id not in found:
                        found[asked.id] = weighed(asked, issue, suggester)
    order = list(KINDS)
    return sorted(found.values(), key=lambda q: (-pressing(q), order.index(q.kind), q.file, q.cell))


def _unit(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    """Ask whose return a file is that waits, or in which two units are named."""
    stated = issue.value if issue.code == "unit_unknown" else ""
    named = [issue.details["block"], issue.value] if issue.code == "unit_conflict" else []
    first = [unit_id for unit_id in map(suggester.unit_id, named) if unit_id]
    first += issue.details.get("heirs", ())
    ordered, likely, evidence, speaking = suggester.units(issue.file, stated, first)
    choices = [Choice(unit_id, suggester.names[unit_id]) for unit_id in ordered]
    choices.append(Choice(NOT_A_RETURN, "不是报表，不用"))
    unknown = (i.period for i in ledger.issues if i.code == "unit_unknown" and i.value == stated and stated)
    since = min(unknown, default=issue.period)
    if stated:
        found = suggester.reorganised(issue.file, stated, since)
        choices[1:1], evidence = found.choices, [*evidence, *found.evidence]
        likely += len(found.choices) if likely else 0
    asked = f"写的是“{stated}”，名册和别名里都没有：是哪个单位？" if stated else "是哪个单位的报表？"
    digest = suggester.digest(issue.file)
    yield question(
        "unit_name" if stated else "unit",
        issue,
        stated or f"{issue.file}\0{digest}",
        asked,
        [issue.message, *evidence],
        choices,
        likely or len(choices),
        max(speaking, 1 / len(first) if first else 0),
        name=stated,
        sha256=digest,
        since=since,
    )


def _month(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    notes = {issue.period: "（所在文件夹的月份，表里写错了）", issue.details["month"]: "（表里写的月份）"}
    choices = [Choice(month, ledger.workspace.rhythm.name(month) + note) for month, note in notes.items() if month]
    choices.append(Choice(NOT_A_RETURN, "不是报表，不用"))
    evidence = [issue.message, *suggester.contents(issue.file)]
    digest = suggester.digest(issue.file)
    about = f"{issue.file}\0{digest}"
    yield question("month", issue, about, "是哪个月的报表？", evidence, choices, sha256=digest)


def _money_unit(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    units, evidence = suggester.money_units(issue.file, issue.unit_id)
    choices = [Choice(unit, unit) for unit in units]
    digest = suggester.digest(issue.file)
    asked = "没有写明单位的金额，是元还是万元？"
    about = f"{issue.file}\0{digest}"
    yield question("money_unit", issue, about, asked, [issue.message, *evidence], choices, sha256=digest)


def _order(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    chosen = ledger.month("units").set_index("unit_id").loc[issue.unit_id, "file"]
    choices = [Choice(file, file) for file in sorted((str(chosen), issue.file))]
    evidence = [line for choice in choices for line in suggester.contents(choice.value, name_file=True)]
    digests = {choice.value: suggester.digest(choice.value) for choice in choices}
    about = "\0".join((*digests, *digests.values()))
    yield question("order", issue, about, "收到时间相同，哪份在后（采用）？", evidence, choices, digests=digests)


def _size(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    whole = issue.details["whole"]
    project_id, fen = ("", None) if whole else (issue.details["project_id"], issue.details["fen"])
    digest = suggester.digest(issue.file)
    unit, label = (
        suggester.names.get(issue.unit_id, issue.unit_id),
        "" if whole else ledger.workspace.form.label(issue.field),
    )
    correct = f"zz correct {issue.period} {unit} 项目名称 {label} 应有的数 --by 姓名 --why 理由"
    yield question(
        "size",
        issue,
        "\0".join((issue.unit_id, project_id, "" if whole else issue.field, str(fen), digest)),
        "这个大小对不对？" + ("核实以前没有计入。" if issue.code == "size_absurd" else ""),
        [issue.message, f"不对的，请单位重报，或记更正：{correct}" if not whole else "不对的，请单位改正后重报"],
        [Choice(CONFIRMED, "核实无误，照所填的计")],
        project=project_id,
        field="" if whole else issue.field,
        value="" if fen is None else yuan_text(fen),
        sha256=digest,
    )


def _new_year(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    """Ask once of a return, or of a project where the others were reset, whether its amounts are of this year alone."""
    whole, last, begun = issue.details["whole"], issue.details["previous"], issue.details["begun"]
    project_id = "" if whole else issue.details["project_id"]
    which = f"{_labels_going_on(issue, suggester)}" if whole and begun else "累计数"
    what = f"整份报表的{which}" if whole else f"项目“{issue.details['project']}”的{which}"
    again = f"是结转项目照列了上年的（{begun}已从1月起重新累计）" if whole and begun else "是接着上年累计的"
    choices = [
        Choice(LAST_YEARS, f"{again}，各减去{last}的数"),
        Choice(THIS_YEARS, "是今年1月以来的数，照所填的计"),
    ]
    about = f"{issue.unit_id}\0{project_id}\0{suggester.digest(issue.file)}"
    asked = f"{what}是今年的，还是{'照列上年的' if whole and begun else '接着上年累计的'}？"
    counted = "核实以前没有计入。" if issue.code == "year_not_reset" else ""
    yield question("new_year", issue, about, asked + counted, [issue.message], choices, project=project_id)


def _labels_going_on(issue: Issue, suggester: Suggester) -> str:
    """Name the amounts of a return that go on from last year's, in the order of its columns' meaning."""
    about = ("year_not_reset", issue.period, issue.unit_id, issue.file)
    here = (i.details["label"] for i in suggester.issues if (i.code, i.period, i.unit_id, i.file) == about)
    return "、".join(dict.fromkeys(here))


def _rename(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    old, candidates = suggester.renamed(issue)
    if not candidates:
        return
    choices = [Choice(row["project_name"], row["project_name"]) for row in candidates]
    choices.append(Choice(NONE, "都不是，是另外的项目"))
    evidence = [issue.message, f"原来：{suggester.described(old)}"]
    said = ledger.workspace.rhythm.said
    evidence += [f"{said('本月')}新出现：{suggester.described(row)}" for row in candidates[:3]]
    asked = f"{said('上月')}的“{issue.value}”是不是改了名？"
    about = "\0".join((issue.unit_id, old["project_id"], *sorted(row["project_name"] for row in candidates)))
    yield question(
        "rename", issue, about, asked, evidence, choices, 4, alike(issue.value, choices[0].label), project_id=old["project_id"],
        names=[row["project_name"] for row in candidates],
    )  # fmt: skip


def _twin(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    rows = suggester.twins(issue)
    choices = [Choice(row["unit_id"], f"同一个，算{suggester.names[row['unit_id']]}的") for row in rows]
    choices.append(Choice(DIFFERENT, "不是同一个项目，各算各的"))
    evidence = [f"{suggester.names[row['unit_id']]}：{suggester.described(row)}" for row in rows]
    about = "\0".join(row["project_id"] for row in rows)
    twins = {row["unit_id"]: (row["project_name"], row["project_id"]) for row in rows}
    yield question("twin", issue, about, f"“{issue.value}”是不是同一个项目，算谁的？", evidence, choices, twins=twins)


def _correction(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    number = issue.details["id"]
    choices = [Choice(UNDONE, "这条更正作废")]
    evidence = [issue.message, "仍要更正的，先作废这条，再用 zz correct 按现在的数另记"]
    yield question("correction", issue, number, f"更正 {number} 对不上报表，还要不要？", evidence, choices, id=number)


def _follows(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    """Ask of an amount that goes on from what was corrected in an earlier month whether it is to be corrected as well."""
    facts, label = issue.details, issue.details["label"]
    cell = cell_at(ledger, issue.unit_id, facts["project_id"], issue.field, issue.cell)
    new = cell.typed(facts["right_fen"])
    choices = [
        Choice(CORRECT, f"也照样更正，{label}改为{new}"),
        Choice(RIGHT, f"{ledger.workspace.rhythm.name(issue.period)}报的{issue.value}是对的，不改"),
    ]
    other = f"zz correct {issue.period} {suggester.names.get(issue.unit_id, issue.unit_id)} {cell.project} {issue.field} 应有的数 --by 姓名 --why 理由"
    evidence = [issue.message, f"{cell.shown}", f"是别的数的，记更正：{other}"]
    asked = f"“{facts['project']}”的{label}是不是也要更正？"
    about = "\0".join((issue.unit_id, facts["project_id"], issue.field, facts["id"], str(facts["fen"])))
    yield question(
        "follows", issue, about, asked, evidence, choices,
        project=facts["project_id"], field=issue.field, value=yuan_text(facts["fen"]),
        correction={"period": issue.period, "unit_id": issue.unit_id, "project": cell.project, "field": issue.field,
                    "expected": cell.value.raw.strip(), "value": new},
    )  # fmt: skip


_ASK: dict[str, Callable[[Ledger, Issue, Suggester], Iterator[Question]]] = {
    "unit_unknown": _unit,
    "unit_unstated": _unit,
    "unit_conflict": _unit,
    "unit_ended": _unit,
    "unit_not_begun": _unit,
    "period_conflict": _month,
    "money_unit_unstated": _money_unit,
    "file_order_unknown": _order,
    "size_suspect": _size,
    "size_absurd": _size,
    "year_not_reset": _new_year,
    "year_maybe_not_reset": _new_year,
    "project_vanished": _rename,
    "project_twice": _twin,
    "correction_stale": _correction,
    "correction_not_followed": _follows,
    **STRUCTURE,
    **SUM_ROWS,
}
