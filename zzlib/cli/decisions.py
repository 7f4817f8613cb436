"""The commands `zz decide` and `zz correct`: what only a person can tell, written down once with who and why."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zzlib.cli.commands import Debug, Json, Period, Root, command, workspace_of
from zzlib.cli.output import say, say_json
from zzlib.money import yuan_text

if TYPE_CHECKING:
    from zzlib.decisions.question import Question
    from zzlib.exchange.answers import Decided
    from zzlib.workspace import Workspace

By = Annotated[str, typer.Option("--by", metavar="谁", help="谁定的，如 责任人甲")]
Why = Annotated[str, typer.Option("--why", metavar="理由", help="为什么，如 电话核实")]
Source = Annotated[str, typer.Option("--source", metavar="依据", help="依据什么，如 某号文、某日来电")]


@command("要由人定的事：列出一个月的问题、理由和建议；答一个记一次，以后各月照用，可以撤销。")
def decide(
    period: Period,
    number: Annotated[
        str,
        typer.Argument(
            metavar="第几个",
            help="问题的编号、列出的序号（清单没有变时），或一类问题的名称如 跨年累计（一次答完这一类）；不写则列出问题",
        ),
    ] = "",
    choice: Annotated[str, typer.Argument(metavar="答案", help="选项的序号或写法，如 水利局")] = "",
    by: By = "",
    why: Why = "",
    source: Source = "",
    since: Annotated[str, typer.Option("--from", metavar="月份", help="单位别名从哪个月起用，如 2013-01")] = "",
    until: Annotated[str, typer.Option("--to", metavar="月份", help="单位别名用到哪个月")] = "",
    only_file: Annotated[bool, typer.Option("--only-file", help="只定这个文件，不记别名")] = False,
    made: Annotated[bool, typer.Option("--made", help="列出已作的决定")] = False,
    undone: Annotated[str, typer.Option("--undo", metavar="编号", help="撤销一条决定（编号见 --made）")] = "",
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """List the open questions of a month, answer one, or take a decision back."""
    from zzlib.exchange.answers import ClosedError, Word, answer, answer_alike
    from zzlib.exchange.made import undo
    from zzlib.exchange.questions import open_questions
    from zzlib.exchange.shown import NumberError, find_choice, find_question, remember
    from zzlib.ledger import open_ledger
    from zzlib.periods import check_period

    workspace = workspace_of(root)
    for month in filter(None, (since, until)):
        try:
            check_period(month)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
    if made:
        return _list_made(workspace, as_json)
    if undone:
        return _told(workspace, period, [undo(workspace, undone, Word(by, why, source))], as_json)
    questions = open_questions(open_ledger(workspace, period))
    if not number:
        if as_json:
            say_json({"questions": [_json(q) for q in questions]})
            return 0
        remember(workspace, period, questions)
        say(questions_text(period, workspace.rhythm.name(period), questions))
        return 0
    if choice and (alike := _of_kind(questions, number)):
        answered = answer_alike(workspace, alike, choice, Word(by, why, source))
        if (rest := len(alike) - len(answered)) and not as_json:
            say(f"没有这个答案的 {rest} 件没有答，仍在清单里")
        return _told(workspace, period, answered, as_json)
    try:
        question = find_question(workspace, period, questions, number)
        if not choice and question in questions:
            remember(workspace, period, [question], whole=False)
            say(_question_text(questions.index(question) + 1, question))
            return 0
        value = find_choice(workspace, question, choice)
        word, still_open = Word(by, why, source), question in questions
        decided = answer(
            workspace, question, value, word,
            valid_from=since, valid_to=until, only_file=only_file, still_open=still_open,
        )  # fmt: skip
    except (NumberError, ClosedError) as error:
        raise typer.BadParameter(str(error)) from error
    remember(workspace, period, [question], whole=False)  # the same answer again is told to be there
    return _told(workspace, period, [decided], as_json)


@command("记一条电话更正：某单位某项目的某个数应是多少。报表不动，报表里仍是现在的数时才按更正计。")
def correct(
    period: Period,
    unit: Annotated[str, typer.Argument(metavar="单位", help="如 水利局")],
    project: Annotated[str, typer.Argument(metavar="项目", help="项目名称或代码，要与报表一致")],
    field: Annotated[str, typer.Argument(metavar="字段", help="如 received 或 到位资金")],
    value: Annotated[str, typer.Argument(metavar="应是", help="如 320万；不写则只显示现在的数")] = "",
    expected: Annotated[str | None, typer.Option("--expected", metavar="现在的数", help="报表里现在的数")] = None,
    line: Annotated[
        str, typer.Option("--line", metavar="哪一行", help="同一项目几行的数相同时：资金类别、级次或行号，如 省级专项")
    ] = "",
    by: By = "",
    why: Why = "",
    source: Source = "",
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Correct a value by telephone."""
    from zzlib.exchange.answers import Word
    from zzlib.exchange.telephone import correct as write_down
    from zzlib.exchange.telephone import find_cell
    from zzlib.ledger import open_ledger

    workspace = workspace_of(root)
    ledger = open_ledger(workspace, period)
    if not value:
        cell = find_cell(ledger, unit, project, field, expected, line)
        say_json({"cell": asdict(cell)}) if as_json else say(cell.shown)
        return 0
    cell, decided = write_down(ledger, unit, project, field, value, Word(by, why, source), expected, line)
    if not as_json:
        say(cell.shown)
        if decided.entries and (becomes := cell.becomes(value, workspace.form)):
            say(f"改为：{becomes}")
    return _told(workspace, period, [decided], as_json)


def questions_text(period: str, called: str, questions: "Sequence[Question]") -> str:
    """Write the open questions for people, each with what to type."""
    if not questions:
        return f"{called}没有要定的事"
    head = f"{called}有 {len(questions)} 件事要由人定。答法：zz decide {period} 编号 答案 --by 责任人甲 --why 电话核实"
    head += "（清单没有变时，也可用序号）"
    told = [head, *(_question_text(n, question) for n, question in enumerate(questions, start=1))]
    return "\n\n".join([*told, *_alike_text(period, questions)])


def _of_kind(questions: "Sequence[Question]", typed: str) -> "list[Question]":
    """Give the questions of a kind by the kind's name, as it stands before each in the list."""
    from zzlib.decisions.registry import KINDS

    return [question for question in questions if KINDS[question.kind].label == typed.strip("[]【】 ")]


def _alike_text(period: str, questions: "Sequence[Question]") -> "Iterator[str]":
    """Say how questions of one kind are answered at once, where there are several with the same answers."""
    from zzlib.decisions.registry import KINDS

    counted = Counter((KINDS[q.kind].label, q.choices) for q in questions if not KINDS[q.kind].each_its_own)
    for (kind, choices), count in counted.items():
        if count > 1 and len(choices) == len({_short(choice.label) for choice in choices}):
            first = _quoted(_short(choices[0].label))
            yield f"“{kind}”有 {count} 件的选项相同，答案也相同时可一次答完：zz decide {period} {kind} {first} --by 责任人甲 --why 电话核实"


def _question_text(number: int, question: "Question") -> str:
    from zzlib.decisions.registry import KINDS

    stake = f"（{question.stake}）" if question.stake else ""
    lines = [f"{number}. {question.id} [{KINDS[question.kind].label}] {question.place}：{question.text}{stake}"]
    lines += [f"   {line}" for line in question.evidence]
    shown = [f"{n} {choice.label}" for n, choice in enumerate(question.choices, start=1)]
    kept = shown if len(shown) <= question.suggested + 1 else [*shown[: question.suggested], "…", shown[-1]]
    example = _typed(question)
    lines.append(f"   可选：{'；'.join(kept)}" + ("；也可写任一单位的名称" if "…" in kept else ""))
    lines.append(f"   如：zz decide {question.period} {question.id} {_quoted(example)} --by 责任人甲 --why 电话核实")
    return "\n".join(lines)


def _typed(question: "Question") -> str:
    """Give what to type for the first choice, in Chinese: its first words if no other has them, else all."""
    from zzlib.exchange.answers import with_words

    label = question.choices[0].label
    words = _short(label)
    return words if with_words(question, words) == [question.choices[0]] else label


def _short(label: str) -> str:
    """Give the first words of an answer."""
    return re.split("[，（]", label)[0]


def _told(workspace: "Workspace", period: str, decided: "Sequence[Decided]", as_json: bool) -> int:
    """Say what was written down, which issued months it changes, and which later amounts go on from what was corrected."""
    from zzlib.exchange.following import asked_after
    from zzlib.publication.touched import touched_json, touched_lines, touched_months

    later = [issue for one in decided for issue in asked_after(workspace, one)]
    entered = [entry for one in decided for entry in one.entries]
    since = min((entry["period"] for entry in entered if entry.get("period")), default=period)
    if as_json:
        entries = [{"file": one.file, "row": dict(row)} for one in decided for row in one.entries]
        already = [{"file": one.file, "row": dict(row)} for one in decided for row in one.already]
        told = {"entries": entries, **({"already": already} if already else {})}
        asked = [{**{name: issue.place[name] for name in _PLACE}, "right": issue.details["right"]} for issue in later]
        say_json(
            told
            | ({"later": asked} if later else {})
            | touched_json(touched_months(workspace, since) if entered else [])
        )
        return 0
    for one in decided:
        say(one.said(workspace.form))
    if any(one.entries for one in decided):
        say(
            "下次运行起照此计算；要撤销，用 zz decide 月份 --made 看编号，再 zz decide 月份 --undo 编号 --by 姓名 --why 理由"
        )
    for line in touched_lines(workspace, touched_months(workspace, since) if entered else []):
        say(line)
    for issue in later:
        say(
            f"{workspace.rhythm.name(issue.period)}也要定：{issue.file} {issue.sheet}!{issue.cell} {issue.details['label']}填的是{issue.value}，"
            f"{issue.details['how']}（照样更正是{issue.details['right']}）：zz decide {issue.period}"
        )
    return 0


_PLACE = ("period", "unit_id", "file", "sheet", "cell", "field", "value")


def _list_made(workspace: "Workspace", as_json: bool) -> int:
    from zzlib.exchange.made import decisions_made

    made = decisions_made(workspace)
    if as_json:
        say_json({"decisions": [asdict(one) for one in made]})
        return 0
    for one in made:
        who = "，".join(filter(None, [one.decided_by, one.decided_on, one.reason]))
        say(f"{one.id}  {one.said}（{who}）")
    say(f"共 {len(made)} 条" if made else "还没有决定")
    return 0


def _json(question: "Question") -> dict[str, Any]:
    parts = asdict(question) | {"choices": [asdict(choice) for choice in question.choices]}
    return parts | {"money_yuan": yuan_text(parts.pop("money_fen")), "certainty": round(question.certainty, 2)}


def _quoted(text: str) -> str:
    return f'"{text}"' if set(text) & set(" ()（）&;'") else text
