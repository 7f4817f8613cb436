"""The writer's desk in a notebook: findings with their evidence, sentences to pick, order and edit, a preview, saving."""

import html
from collections.abc import Callable
from functools import partial
from typing import Any

import ipywidgets as widgets

from zzlib.findings import Finding, advices, judge
from zzlib.findings.catalogue import SEVERITY_LABELS
from zzlib.findings.judging import SURENESS_LABELS
from zzlib.indicators import Month, load_month
from zzlib.report import compose
from zzlib.report.findings_sheet import evidence_text
from zzlib.workspace import Workspace
from zzlib.writing import Writing, draft_text, parse_draft, read_writing, save_draft, with_state
from zzlib.writing.desk import Desk, DeskPart, DeskRow
from zzlib.writing.draft import NAMINGS, SECTIONS, STATES
from zzlib.writing.sections import draft_remarks, first_draft
from zzlib.writing.wording import ReportWording, wording

_WIDE = widgets.Layout(width="100%")
_SMALL = widgets.Layout(width="36px")


def drafting_view(period: str, workspace: Workspace | None = None) -> widgets.VBox:
    """Give the desk for the period's draft; nothing is written until 保存 is pressed.

    Raises:
        PeriodError: there is no folder of returns for the period.
    """
    return _DeskView(period, workspace or Workspace.find()).box


class _DeskView:
    """The widgets over one desk. Callbacks call the desk and show it anew."""

    def __init__(self, period: str, workspace: Workspace) -> None:
        self._workspace = workspace
        self._month: Month = load_month(period, workspace)
        self._words: ReportWording = wording(workspace.templates_dir)
        self._findings: list[Finding] = judge(self._month)
        writing = read_writing(workspace, period)
        self._desk = Desk(
            self._month, writing.draft or first_draft(self._month, self._words), self._findings, writing.views
        )
        self._head = widgets.HTML()
        self._rows = widgets.VBox()
        self._preview = widgets.HTML()
        self._told = widgets.HTML()
        self.box = widgets.VBox(
            [self._head, self._naming(), self._told, self._rows, self._adding(), self._saving(), self._preview]
        )
        self._show_head(writing)
        self._show_rows()

    def _naming(self) -> widgets.Dropdown:
        options = [(label or "按设置", name) for name, label in NAMINGS.items()]
        choice = widgets.Dropdown(options=options, value=self._desk.naming, description="点名")
        choice.observe(self._on_naming, "value")
        return choice

    def _on_naming(self, change: Any) -> None:
        self._desk.naming = change["new"]
        self._show_text()

    def _show_head(self, writing: Writing) -> None:
        draft = writing.draft
        said = (
            f"{writing.file}（{STATES[draft.state]} {draft.by} {draft.on}）"
            if draft
            else "还没有稿子，下面是按发现的问题起的草"
        )
        self._head.value = f"<p><b>{html.escape(self._month.period)}</b>　{html.escape(said)}</p>"

    def _show_rows(self) -> None:
        """Show every heading with its rows; called where their order or number changes."""
        shown: list[widgets.Widget] = []
        for section, heading in SECTIONS.items():
            shown.append(widgets.HTML(f"<h3>{heading}</h3>"))
            for part in self._desk.parts:
                if part.section == section and part.rows:
                    shown += [self._part_head(part), *(self._row(part, row) for row in part.rows)]
        self._rows.children = tuple(shown)
        self._show_text()

    def _part_head(self, part: DeskPart) -> widgets.HBox:
        title = widgets.HTML(f"<h4 style='margin:0'>{html.escape(part.title or '（引子）')}</h4>")
        moves = [
            _button(sign, partial(self._moved, partial(self._desk.move_part, part, step)), f"{part.title} {word}")
            for sign, word, step in (("▲", "上移", -1), ("▼", "下移", 1))
        ]
        return widgets.HBox([*(moves if part.title else []), title])

    def _row(self, part: DeskPart, row: DeskRow) -> widgets.VBox:
        use = widgets.Checkbox(value=row.used, indent=False, layout=widgets.Layout(width="24px"))
        text = widgets.Textarea(
            value=_shown(row), layout=_WIDE, rows=len(_shown(row)) // 70 + 1, disabled=row.line.kind != "sentence"
        )
        use.observe(lambda change: self._changed(partial(self._desk.use, row, change["new"])), "value")
        text.observe(lambda change: self._changed(partial(self._desk.write, row, change["new"])), "value")
        up, down = (
            _button(sign, partial(self._moved, partial(self._desk.move, part, row, step)), word)
            for sign, word, step in (("▲", "上移", -1), ("▼", "下移", 1))
        )
        for widget, name in ((use, "row-use"), (text, "row-text")):
            widget.add_class(f"{name}-{row.line.basis or 'own'}")
        line = widgets.HBox([use, up, down, text], layout=_WIDE)
        return widgets.VBox([line, widgets.HTML(_evidence(row.line.basis, self._findings, self._month))], layout=_WIDE)

    def _changed(self, change: Callable[[], None]) -> None:
        change()
        self._show_text()

    def _moved(self, change: Callable[[], None]) -> None:
        change()
        self._show_rows()

    def _adding(self) -> widgets.HBox:
        section = widgets.Dropdown(options=[(heading, name) for name, heading in SECTIONS.items()], description="加到")
        title = widgets.Text(description="小标题", placeholder="没有就新加一个")
        text = widgets.Text(
            description="句子", placeholder="可用 {funds_received} 这样的指标", layout=widgets.Layout(width="45%")
        )

        def add() -> None:
            if text.value.strip():
                self._desk.add(section.value, title.value, text.value)
                text.value = ""
                self._show_rows()

        return widgets.HBox([section, title, text, _button("加一句", add, "加一句", widgets.Layout(width="80px"))])

    def _saving(self) -> widgets.HBox:
        state = widgets.Dropdown(options=[(label, name) for name, label in STATES.items()], description="状态")
        by, on = widgets.Text(description="经手"), widgets.Text(description="日期", placeholder="2013-06-04")
        said = widgets.HTML()

        def save() -> None:
            try:
                file = save_draft(
                    self._workspace, with_state(self._desk.draft(), state.value, by.value.strip(), on.value.strip())
                )
            except (ValueError, OSError) as error:
                said.value = f"<b style='color:#b00'>没有保存：{html.escape(str(error))}</b>"
                return
            said.value = f"<b>已存为 {html.escape(file.relative_to(self._workspace.root).as_posix())}</b>"
            self._show_head(read_writing(self._workspace, self._month.period))

        return widgets.HBox([state, by, on, _button("保存", save, "保存", widgets.Layout(width="80px")), said])

    def _show_text(self) -> None:
        """Show the two sections as they will be printed, and what their writer should know."""
        # As it will be read back: with the numbers of its lines.
        draft = parse_draft(draft_text(self._desk.draft()), self._month.period)
        writing = Writing(**{**vars(read_writing(self._workspace, self._month.period)), "draft": draft})
        remarks = draft_remarks(self._month, self._words, writing)
        items = "".join(f"<li>{html.escape(r.text)}　<i>{html.escape(r.sentence)}</i></li>" for r in remarks)
        self._told.value = f"<b>要看的 {len(remarks)} 处</b><ul>{items}</ul>" if remarks else ""
        sections = compose(self._month, self._workspace.templates_dir, writing).sections
        drafted = [s for s in sections if s.id in SECTIONS]
        self._preview.value = "<h3>印出来是这样</h3>" + "".join(
            f"<h4>{html.escape(s.heading)}</h4>"
            + "".join(f"<p><b>{html.escape(p.title)}</b>{html.escape(p.text)}</p>" for p in s.paragraphs)
            for s in drafted
        )


def _shown(row: DeskRow) -> str:
    return {"sentence": row.line.text, "view": f"视图：{row.line.text}", "chart": f"图：{row.line.text}"}[row.line.kind]


def _button(text: str, call: Callable[[], None], tooltip: str, layout: widgets.Layout = _SMALL) -> widgets.Button:
    button = widgets.Button(description=text, tooltip=tooltip, layout=layout)
    button.on_click(lambda _: call())
    return button


def _evidence(basis: str, findings: list[Finding], month: Month) -> str:
    """Write what a sentence rests on, folded away: test, figures, sureness, what would refute it, what it would bring."""
    finding = next((f for f in findings if f.rule.id == basis), None)
    if finding is not None:
        rule, benefit = finding.rule, finding.benefit
        said = {
            "依据": finding.why,
            "数字": evidence_text(finding.evidence, month.rhythm.said),
            "涉及": f"{len(finding.units)} 个单位、{len(finding.projects)} 个项目",
            "把握": f"{SURENESS_LABELS[finding.sureness]}：{finding.why_sure}" if finding.text else "",
            "不是这样的情形": rule.refute,
            "解决后可得": benefit.text if benefit is not None and benefit.value is not None else "",
        }
        said["单元格"] = "；".join(f"zz explain {trigger.figure} {month.period}" for trigger in rule.trigger)
        head = f"{rule.problem}（{SEVERITY_LABELS[rule.severity]}，{rule.id}）"
    elif basis in advices():
        advice = advices()[basis]
        bound = [f.rule.problem for f in findings if basis in f.rule.advice and f.text]
        said = {"对应问题": "、".join(bound), "由谁做": advice.owner, "下月核对": advice.measure}
        head = f"建议（{basis}）"
    else:
        return ""
    lines = "".join(f"<div>{name}：{html.escape(text)}</div>" for name, text in said.items() if text)
    return f"<details style='margin-left:108px;color:#555'><summary>{html.escape(head)}</summary>{lines}</details>"
