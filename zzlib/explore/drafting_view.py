"""The writer's desk in a notebook: sentences to pick, order and edit, with their evidence and what is printed; the page beside them."""

import html
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import Any

import ipywidgets as widgets

from zzlib.explore.drafting_saving import Check, Saving
from zzlib.explore.widgets import DeskLines, colours
from zzlib.findings import Finding, advices, judge
from zzlib.findings.catalogue import SEVERITY_LABELS
from zzlib.findings.judging import SURENESS_LABELS
from zzlib.indicators import Month, load_month
from zzlib.report import compose
from zzlib.report.findings_sheet import evidence_text
from zzlib.report.linked_page import page_text
from zzlib.workspace import Workspace
from zzlib.writing import Writing, draft_text, parse_draft, read_writing
from zzlib.writing.desk import Desk, DeskPart, DeskRow
from zzlib.writing.draft import MISUSE, NAMINGS, SECTIONS, STATES, DraftLine, naming_text
from zzlib.writing.sections import SITUATION, draft_remarks, whole_draft
from zzlib.writing.text import Circular, shown_lines
from zzlib.writing.wording import ReportWording, wording

_WIDE = widgets.Layout(width="100%")
_SMALL = widgets.Layout(width="36px")


_WHOLE = widgets.Layout(flex="0 0 auto")
"""In a column that scrolls, what is not held to its height is pressed together."""
_COLUMN = {"max_height": "88vh", "overflow": "auto"}
_PAGE = "background:#fff;border:1px solid #c8ccd0;margin:4px;padding:28px 32px;color:#111;font:15px/1.8 FangSong,仿宋,'Noto Serif CJK SC',serif"


def drafting_view(
    period: str,
    workspace: Workspace | None = None,
    check: Check | None = None,
    saved: Callable[[], object] = lambda: None,
) -> widgets.VBox:
    """Give the desk for the period's draft; nothing is written until 保存 is pressed, and `saved` is called after it.

    A draft is signed only where `check` (`zzlib.runs.previewing.wrong_numbers`) finds nothing wrong, or with the reason.

    Raises:
        PeriodError: there is no folder of returns for the period.
    """
    return _DeskView(period, workspace or Workspace.find(), check, saved).box


class _DeskView:
    """The widgets over one desk. Callbacks call the desk and show it anew."""

    def __init__(self, period: str, workspace: Workspace, check: Check | None, saved: Callable[[], object]) -> None:
        self._workspace = workspace
        self._month: Month = load_month(period, workspace)
        self._words: ReportWording = wording(workspace.templates_dir)
        self._findings: list[Finding] = judge(self._month)
        writing = read_writing(workspace, self._month.period)
        start = whole_draft(self._month, self._words, writing)
        self._desk = Desk(self._month, start, self._findings, writing.views)
        self._head = widgets.HTML()
        self._lines = DeskLines(self._done, layout=_WHOLE)
        self._page = widgets.HTML(layout=_WHOLE)
        self._told = widgets.HTML(layout=_WHOLE)
        self._after = saved
        saving = Saving(self._month, self._desk.draft, check, self._saved)
        text = widgets.VBox([self._told, self._lines], layout=widgets.Layout(width="56%", **_COLUMN))
        page = widgets.VBox([self._page], layout=widgets.Layout(width="44%", **_COLUMN))
        page.add_class("drafted-page")
        both = widgets.HBox([text, page], layout=_WIDE)
        both.add_class("zz-desk")
        self.box = widgets.VBox([colours(), self._head, self._naming(), both, self._adding(), saving.box])
        self._show_head(writing)
        self._show()

    def _naming(self) -> widgets.HBox:
        lists = [name for name in NAMINGS if name != MISUSE]
        chosen = [names for size in range(len(lists) + 1) for names in combinations(lists, size)]
        naming = self._desk.naming
        choice = widgets.Dropdown(
            options=[("按设置", None), *((naming_text(names), names) for names in chosen)],
            value=None if naming is None else tuple(name for name in lists if name in naming),
            description="点名",
        )
        misuse = widgets.Checkbox(
            value=MISUSE in (naming or ()), description=f"点名{NAMINGS[MISUSE]}的单位", indent=False
        )

        def named(_: Any) -> None:
            consent = (MISUSE,) if misuse.value else ()
            lists = self._month.settings.document.naming if choice.value is None else choice.value
            self._desk.naming = None if choice.value is None and not consent else (*lists, *consent)
            self._show()

        choice.observe(named, "value")
        misuse.observe(named, "value")
        return widgets.HBox([choice, misuse], layout=widgets.Layout(flex_flow="row wrap"))

    def _show_head(self, writing: Writing) -> None:
        draft = writing.draft
        said = (
            f"{writing.file}（{STATES[draft.state]} {draft.by} {draft.on}）"
            if draft
            else "还没有稿子，下面是按发现的问题起的草"
        )
        self._head.value = f"<p><b>{html.escape(self._month.period)}</b>　{html.escape(said)}</p>"

    def _saved(self) -> None:
        self._show_head(self._written())
        self._after()

    def _show(self) -> None:
        """Show the page as it will be printed, each line with what is printed of it, and what their writer should know."""
        # As it will be read back: with the numbers of its lines.
        draft = parse_draft(draft_text(self._desk.draft()), self._month.period)
        writing, templates = replace(self._written(), draft=draft), self._workspace.templates_dir
        remarks = draft_remarks(self._month, self._words, writing)
        items = "".join(f"<li>{html.escape(r.text)}　<i>{html.escape(r.sentence)}</i></li>" for r in remarks)
        self._told.value = f"<b>要看的 {len(remarks)} 处</b><ul>{items}</ul>" if remarks else ""
        self._page.value = _page(compose(self._month, templates, writing))
        printed = {replace(line, number=0): text for line, text in shown_lines(self._month, templates, writing).items()}
        self._acts: dict[str, dict[str, Callable[[Any], None]]] = {}
        self._lines.shown = list(self._shown(writing, printed))

    def _shown(self, writing: Writing, printed: dict[DraftLine, str]) -> Iterator[dict[str, Any]]:
        """Give every heading with its lines as the page takes them, and note what can be done with them."""
        for section, heading in SECTIONS.items():
            yield {"kind": "heading", "key": section, "words": heading}
            for part in self._desk.parts:
                if part.section == section and part.rows:
                    self._acts[key := _key(part)] = {"move": partial(self._desk.move_part, part)}
                    yield {"kind": "part", "key": key, "words": part.title or "（引子）", "title": part.title}
                    for row in part.rows:
                        self._acts[_key(row)] = {
                            "use": partial(self._desk.use, row),
                            "write": partial(self._desk.write, row),
                            "move": partial(self._desk.move, part, row),
                        }
                        yield self._row(part, row, writing, printed)

    def _row(self, part: DeskPart, row: DeskRow, writing: Writing, printed: dict[DraftLine, str]) -> dict[str, Any]:
        evidence = "" if part.section == SITUATION else _evidence(row.line.basis, self._findings, self._month)
        if row.line.kind == "view" and (view := writing.views.get(row.line.text)):
            evidence = f"<div style='margin-left:108px'>再看这张图：<code>{html.escape(view.line)}</code></div>"
        words = _words(row)
        return {
            "kind": "row",
            "key": _key(row),
            "called": part.title or "引子",  # a tooltip is the name of what has no words of its own
            "names": [row.line.basis or "own", f"of-{part.section}"],
            "fixed": row.line.kind != "sentence",
            "used": row.used,
            "text": words,
            "rows": len(words) // 40 + 1,
            "printed": _as_printed(row, printed.get(replace(row.line, number=0))),
            "evidence": evidence,
        }

    def _done(self, act: str, key: str, value: Any) -> None:
        """Do what a person did with a line in the page."""
        self._acts[key][act](value)
        self._show()

    def _adding(self) -> widgets.HBox:
        section = widgets.Dropdown(
            options=[(heading, name) for name, heading in SECTIONS.items()], value="problems", description="加到"
        )
        title = widgets.Text(description="小标题", placeholder="没有就新加一个")
        text = widgets.Text(
            description="句子", placeholder="可用 {funds_received} 这样的指标", layout=widgets.Layout(width="45%")
        )

        def add() -> None:
            if text.value.strip():
                self._desk.add(section.value, title.value, text.value)
                text.value = ""
                self._show()

        return widgets.HBox([section, title, text, _button("加一句", add, "加一句", widgets.Layout(width="80px"))])

    def _written(self) -> Writing:
        return read_writing(self._workspace, self._month.period)


def _page(circular: Circular) -> str:
    """Write the circular as a page to look at: what the Word file will say, without tables and pictures."""
    title = html.escape(circular.title).replace("|", "<br>")
    listed = "".join(f"<div>{n}.{html.escape(name)}</div>" for n, name in enumerate(circular.attachments, start=1))
    signed = "".join(f"<div>{html.escape(line)}</div>" for line in (circular.issuer, circular.date) if line)
    return (
        f"<div style=\"{_PAGE}\"><h2 style='text-align:center'>{title}</h2>{''.join(page_text(circular))}"
        f"{f'<p>附件：</p>{listed}' if listed else ''}<p style='text-align:right'>{signed}</p></div>"
    )


def _as_printed(row: DeskRow, text: str | None) -> str:
    """Write what a row is printed as, where its text does not say it already."""
    if text is None or not row.used or text == row.line.text:
        return ""
    said = f"印成：{html.escape(text)}" if text else "现在不印，有这种情况时自动印出"
    return f"<div style='margin-left:108px;color:var(--zz-on);line-height:1.5'>{said}</div>"


def _key(of: DeskPart | DeskRow) -> str:
    """Give what names a part or a row in the page: it is the same while the desk lies there."""
    return str(id(of))


def _words(row: DeskRow) -> str:
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
    return f"<details style='margin-left:108px;color:var(--zz-faint)'><summary>{html.escape(head)}</summary>{lines}</details>"
