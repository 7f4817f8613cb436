"""The queue of open questions in a notebook: see the evidence, choose, say who and why; corrections by telephone; undo.

The widgets decide nothing: they show what `zzlib.exchange` gives and hand back what a person chose. Nothing is written
unless somebody clicks.
"""

import html
import os
from collections.abc import Callable, Iterable

import ipywidgets as widgets

from zzlib.decisions.question import DecisionError, Question
from zzlib.decisions.registry import KINDS
from zzlib.exchange.answers import Decided, Word, answer
from zzlib.exchange.made import decisions_made, undo
from zzlib.exchange.questions import open_questions
from zzlib.exchange.telephone import correct, find_cell, projects_of
from zzlib.explore.telling import reason
from zzlib.explore.widgets import colours
from zzlib.ledger import open_ledger
from zzlib.periods import chinese
from zzlib.serving import READ_ONLY
from zzlib.workspace import Workspace

_LABELS = {"description_width": "6em"}
_WIDE = {"width": "98%"}
_NOTHING = ("（没有）", "")


class Chooser(widgets.Box):  # type: ignore[misc]
    """A drop-down list that is made anew when its options change.

    A browser tells a choice by its place in the list: told late, to a list that has changed meanwhile, it would mean
    something that nobody chose. To a list that is gone it means nothing.
    """

    def __init__(self, label: str, changed: Callable[[], None] = lambda: None) -> None:
        """Make an empty list; `changed` is called when another value is chosen."""
        super().__init__(layout=_WIDE)
        self._label, self._changed = label, changed
        self._options: list[tuple[str, str]] = []

    @property
    def value(self) -> str:
        """What is chosen, `""` if nothing is."""
        return str(self.children[0].value) if self.children else ""

    def offer(self, options: Iterable[tuple[str, str]]) -> None:
        """Offer (words, value), keeping what was chosen if it is still there, else the first."""
        offered = list(options) or [_NOTHING]
        if offered == self._options:
            return
        values = [value for _, value in offered]
        kept = self.value if self.value in values else values[0]
        made = widgets.Dropdown(description=self._label, options=offered, value=kept, style=_LABELS, layout=_WIDE)
        made.observe(lambda _: self._changed(), "value")
        self._options, self.children = offered, (made,)


class DecisionsView(widgets.VBox):  # type: ignore[misc]
    """The questions of a month with what is needed to answer them; every part updates in place."""

    def __init__(
        self, workspace: Workspace, period: str, after: Callable[[str], Iterable[str]] = lambda since: ()
    ) -> None:
        """Show the questions of a period; `after` is told from which month on something was decided, and gives what to say of it."""
        self._root, self._period, self._after = workspace.root, period, after
        self._questions: dict[str, Question] = {}
        self.head = widgets.HTML()
        self.question = Chooser("问题", self._shown(self._show_question))
        self.evidence = widgets.HTML()
        self.evidence.add_class("zz-evidence")
        self.choice = Chooser("答案")
        self.by, self.why, self.source = (
            text_field("谁定的", "责任人甲"),
            text_field("理由", "电话核实"),
            text_field("依据", "可不填"),
        )
        self.unit = Chooser("单位", self._shown(self._show_projects))
        self.project, self.field = (Chooser(label, self._shown(self._show_present)) for label in ("项目", "字段"))
        self.expected, self.value = text_field("现在的数", "几行时才要填"), text_field("应是", "320万")
        self.present = widgets.HTML()
        self.made = Chooser("已作的决定")
        self.said = widgets.HTML()
        self.said.add_class("zz-said")
        buttons = {"记下": self._decide, "记更正": self._correct, "撤销": self._undo}
        self.buttons = {words: self._button(words, act) for words, act in buttons.items()}
        super().__init__([
            colours(), self.head, self.question, self.evidence, self.choice,
            widgets.HTML("<b>谁定的、为什么</b>（记下、更正、撤销都要填）"), self.by, self.why, self.source,
            self.buttons["记下"], self.said,
            widgets.HTML("<b>电话更正</b>：报表不动，报表里仍是现在的数时才按更正计"),
            self.unit, self.project, self.field, self.present, self.expected, self.value, self.buttons["记更正"],
            widgets.HTML("<b>撤销</b>：再记一条，原来的那条留着"), self.made, self.buttons["撤销"],
        ])  # fmt: skip
        self.expected.observe(lambda _: self._guarded(self._show_present), "value")
        self._guarded(self._refresh)

    def _button(self, words: str, act: Callable[[], Decided]) -> widgets.Button:
        button = widgets.Button(description=words, disabled=bool(os.environ.get(READ_ONLY)))
        button.on_click(lambda _: self._guarded(lambda: self._done(act())))
        return button

    def _shown(self, show: Callable[[], None]) -> Callable[[], None]:
        return lambda: self._guarded(show)

    def _guarded(self, act: Callable[[], None]) -> None:
        """Do something; what goes wrong is said in the view, in Chinese."""
        try:
            act()
        except Exception as error:
            self._say(reason(error), "bad")

    def _say(self, text: str, colour: str = "good") -> None:
        self.said.value = f'<span style="color:var(--zz-{colour})">{html.escape(text)}</span>'

    def _done(self, decided: Decided) -> None:
        self._refresh()
        since = min((entry["period"] for entry in decided.entries if entry.get("period")), default=self._period)
        self._say(
            "；".join(
                [*decided.said(self._workspace.form).splitlines(), *(self._after(since) if decided.entries else ())]
            )
        )

    @property
    def _workspace(self) -> Workspace:
        return Workspace(self._root)

    @property
    def _word(self) -> Word:
        try:
            return Word(self.by.value, self.why.value, self.source.value)
        except DecisionError as error:
            raise DecisionError("没有记下：请填“谁定的”和“理由”") from error

    def _decide(self) -> Decided:
        if not self.question.value:
            raise DecisionError("没有要定的事")
        if not self.choice.value:
            raise DecisionError("没有记下：请先选答案")
        question, choice, word = self._questions[self.question.value], self.choice.value, self._word
        now = {one.id: one for one in open_questions(open_ledger(self._workspace, self._period))}
        if question.id not in now:  # somebody has decided it, or the files are others, since it was shown
            self._refresh()
        still_open = question.id in now
        return answer(self._workspace, now.get(question.id, question), choice, word, still_open=still_open)

    def _correct(self) -> Decided:
        about = (self.unit.value, self.project.value, self.field.value)
        expected = self.expected.value.strip() or None
        if not all(about) or not self.value.value.strip():
            raise DecisionError("没有记下：请选单位、项目、字段，并填“应是”")
        ledger = open_ledger(self._workspace, self._period)
        return correct(ledger, *about, self.value.value, self._word, expected)[1]

    def _undo(self) -> Decided:
        if not self.made.value:
            raise DecisionError("没有可撤销的决定")
        return undo(self._workspace, self.made.value, self._word)

    def _refresh(self) -> None:
        """Read everything anew and show it."""
        workspace = self._workspace
        self._ledger = ledger = open_ledger(workspace, self._period)
        self._questions = {question.id: question for question in open_questions(ledger)}
        count = len(self._questions)
        self.question.offer((_line(n, q), q.id) for n, q in enumerate(self._questions.values(), start=1))
        self._show_question()
        self.made.offer((f"{one.id}  {one.said}", one.id) for one in decisions_made(workspace))
        units = ledger.month("units").query("file != ''")
        self.unit.offer(zip(units["unit"], units["unit_id"], strict=True))
        amounts = [f for f in workspace.form.fields.values() if not f.personal and f.field_id != "serial"]
        amounts.sort(key=lambda f: (f.field_id != "received", f.type != "money"))
        self.field.offer((f.label, f.field_id) for f in amounts)
        self._show_projects()
        # Last: who reads it finds the lists below as they are.
        self.head.value = f"<b>{chinese(self._period)}：{f'{count} 件事要由人定' if count else '没有要定的事'}</b>"

    def _show_question(self) -> None:
        question = self._questions.get(self.question.value)
        choices = [(choice.label, choice.value) for choice in question.choices] if question else []
        # Nothing is chosen beforehand: a suggestion is not an answer.
        self.choice.offer([(f"（请选）{question.place if question else ''}", ""), *choices])
        lines = (f"{question.place}：{question.text}", *question.evidence) if question else ()
        self.evidence.value = "".join(f"<div>{html.escape(line)}</div>" for line in lines)

    def _show_projects(self) -> None:
        self.project.offer((name, name) for name in projects_of(self._ledger, self.unit.value))
        self._show_present()

    def _show_present(self) -> None:
        about = (self.unit.value, self.project.value, self.field.value)
        self.present.value = ""
        if not all(about):
            return
        try:
            shown = find_cell(self._ledger, *about, self.expected.value.strip() or None).shown
        except DecisionError as error:
            shown = str(error)
        self.present.value = html.escape(shown)


def decisions_view(period: str, workspace: Workspace) -> DecisionsView:
    """Show the open questions of a period, the form for corrections, and the decisions that can be taken back."""
    return DecisionsView(workspace, period)


def _line(number: int, question: Question) -> str:
    stake = f"（{question.stake}）" if question.stake else ""
    return f"{number}. {question.id} [{KINDS[question.kind].label}] {question.place}：{question.text}{stake}"


def text_field(label: str, example: str) -> widgets.Text:
    """Give a field for a line of text."""
    return widgets.Text(description=label, placeholder=example, style=_LABELS, layout={"width": "min(40em, 98%)"})
