"""What figures rest on, as a page for whoever asks: definition, missing data, what people decided, rounding, versions, cells."""

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from string import Template
from typing import Any

import pandas as pd

import zzlib
from zzlib.files import package_file
from zzlib.indicators import HEAD_FIGURES, Explainer, Explanation, Month
from zzlib.indicators.stated import read_figures
from zzlib.ledger.corrections import Correction, read_corrections
from zzlib.ledger.issue_log import ARTEFACTS, records_of, version_folder
from zzlib.ledger.registry import read_registry
from zzlib.money import display_money
from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.vocabulary import Filing

_SHOWN = 300
"""Cells that the page lists; the rest by the command that it names."""
_UNITS = {"yuan": "元", "count": "个", "ratio": "", "mu": "亩"}
_ROLES = {"value": "", "numerator": "分子", "denominator": "分母"}
_NOT_TOUCHED = "不受缺报影响"
_CELLS = ("用在", "数值", "原文", "单位", "项目", "文件", "单元格")

_Part = Callable[["FigurePage"], Iterator[str]]


def of_scope(scope: str, month: Month) -> str:
    """Say in brackets of what a figure is told, `""` of the county: （水利局）, （4月）, （水利局 通村公路）."""
    kind, _, value = scope.partition(":")
    names = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    said = {
        "county": "",
        "unit": names.get(value, value),
        "kind": month.settings.kinds.labels.get(value, value),
        "month": month.rhythm.short(value) if kind == "month" else "",
    }.get(kind, value)
    if kind == "project":
        own = month.projects[month.projects["project_id"] == value].to_dict("records")
        said = " ".join(f"{names[row['unit_id']]} {row['project_name']}" for row in own)
    return f"（{said}）" if said else ""


class FigurePage:
    """The page of one figure of a month."""

    def __init__(self, explanation: Explanation, month: Month) -> None:
        """Take the figure with its cells, and its month."""
        self._found, self._month, self._figure = explanation, month, explanation.figure
        units = zip(month.units["unit_id"], month.units["unit"], strict=True)
        self._units = {str(unit_id): str(name) for unit_id, name in units}

    @property
    def name(self) -> str:
        """The name of its file; colons, which no Windows name holds, are dashes."""
        scope = "" if self._figure.scope == "county" else f"-{self._figure.scope.replace(':', '-').replace('/', '-')}"
        return f"{self._figure.figure}{scope}.html"

    def text(self) -> str:
        """Give the page as HTML."""
        month = self._month
        label = self._figure.label + of_scope(self._figure.scope, month)
        title = f"{month.settings.county.name}{month.rhythm.name(month.period)}{label}：{self._figure.text}"
        return _page(title, [(heading, part(self)) for heading, part in (*_PARTS, *_PARTS_ALONE)])

    def among_others(self) -> Iterator[str]:
        """Give what stands of it on a page with other figures: all but its versions and cells."""
        for heading, part in _PARTS:
            yield f"<h3>{heading}</h3>"
            yield from part(self)
        yield f"<p>单元格和各版：<code>{html.escape(self._command)} --page</code></p>"

    @property
    def heading(self) -> str:
        """The figure with what it is."""
        return f"{self._figure.label}：{self._figure.text}"

    @property
    def _command(self) -> str:
        scope = f" --scope {self._figure.scope}" if self._figure.scope != "county" else ""
        return f"zz explain {self._figure.figure} {self._month.period}{scope}"

    def meaning(self) -> Iterator[str]:
        """Say what the figure is."""
        figure, known, said = self._figure, self._found.definition, self._month.rhythm.said
        exact = "没有数" if figure.value is None else f"{figure.value:f}{_UNITS[figure.unit]}"
        rows = [("数值", figure.text), ("不舍入的数", exact), ("怎么算", said(known.formula))]
        for title, words, value in (
            ("分子", known.numerator, figure.numerator),
            ("分母", known.denominator, figure.denominator),
        ):
            if words:
                unit = "元" if known.of_money else ""
                rows.append((title, f"{said(words)}：{'没有数' if value is None else f'{value:f}{unit}'}"))
        yield _table(("", ""), [*rows, ("口径的出处", known.source)])

    def missing(self) -> Iterator[str]:
        """Say what is missing, and what was done with it."""
        figure, known, said = self._figure, self._found.definition, self._month.rhythm.said
        yield _paragraph(f"办法：{said(known.missing)}。")
        if figure.incomplete:
            yield _paragraph(f"这个数不全，印作“{figure.text}”：有金额、报表或目标读不出，没有计入。")
        if figure.carried_yuan:
            yield _paragraph(f"其中{display_money(int(figure.carried_yuan * 100))}是用以前月份的报表代替的。")
        yield from (_paragraph(f"报过没有：{asked.said}。") for asked in self._found.asked)
        units = [] if known.missing.startswith(_NOT_TOUCHED) else list(self._not_filed())
        if units:
            yield _table(("单位", "报送", "用什么代替"), units)
        unread = self._found.unread
        if len(unread):
            yield _paragraph("读不出、没有计入的：")
            yield self._cells(unread)
        if not (figure.incomplete or figure.carried_yuan or units or len(unread)):
            yield _paragraph("这个数里没有缺报，也没有读不出的。")

    def _not_filed(self) -> Iterator[tuple[str, str, str]]:
        kind, _, value = self._figure.scope.partition(":")
        column = {"unit": "unit_id", "group": "group"}.get(kind, "")
        units = self._month.units
        for unit in (units[units[column] == value] if column else units).to_dict("records"):
            filing = Filing(unit["filing"])
            if filing in (Filing.MISSING, Filing.UNREADABLE) or unit["carried"]:
                carried = unit["stand_in"] or self._month.rhythm.name(unit["carried_from"]) if unit["carried"] else ""
                yield str(unit["unit"]), filing.label, f"{carried}的报表" if carried else "没有代替，不计"

    def decided(self) -> Iterator[str]:
        """Say the corrections and decisions in it."""
        parts = self._found.parts
        touched = parts[(parts["correction"] != "") | (parts["decision"] != "")].drop_duplicates(
            ["file", "sheet", "cell"]
        )
        if touched.empty:
            yield _paragraph("这个数里没有更正和决定。")
            return
        workspace = self._month.workspace
        known = {one.id: one for one in read_corrections(workspace, read_registry(workspace))[0]}
        rows = []
        for keys, cells in touched.groupby(["unit_id", "correction", "decision"], sort=False):
            unit_id, correction, decision = map(str, keys)
            one, several = cells.iloc[0], len(cells) > 1
            own = ("", "", "") if several else (one["project"], one["raw"], one["value"])
            why = self._without_names("；".join(filter(None, [self._corrected(correction, known), decision])))
            place = f"{len(cells)} 处，如 {_place(one)}" if several else _place(one)
            rows.append((self._units.get(unit_id, unit_id), why, *own, place))
        yield _table(("单位", "依据", "项目", "原文", "计入", "出处"), rows)

    def _corrected(self, correction: str, known: dict[str, Correction]) -> str:
        return known[correction].signed(f"更正 {correction}") if correction in known else correction

    @property
    def _masked(self) -> bool:
        return self._month.settings.privacy.mask_names

    def _without_names(self, said: str) -> str:
        """Leave out who decided, where the county masks names: whoever reads the page needn't know."""
        if not self._masked:
            return said
        workspace = self._month.workspace
        signed = (name for name, columns in REFERENCE_COLUMNS.items() if "decided_by" in columns)
        people = {person for name in signed for person in workspace.reference(name).frame["decided_by"] if person}
        for person in sorted(people, key=len, reverse=True):
            said = said.replace(f"{person}，", "").replace(person, "")
        return said

    def rounding(self) -> Iterator[str]:
        """Say how it is rounded."""
        digits = self._month.settings.document.rounding_digits
        yield {
            "yuan": _paragraph(
                f"金额算到分，不中途舍入；印出时四舍五入，亿元留 {digits} 位小数，不到 1 亿元的用万元"
                "（通报全文取分项加得出合计的单位和位数，见用语 [amounts]）。"
            ),
            "ratio": _paragraph("由不舍入的分子、分母算出，留 10 位小数；印成百分数时四舍五入留 1 位小数。"),
            "mu": _paragraph("面积照报表相加，印出时去掉末尾的零。"),
            "count": _paragraph("个数，不舍入。"),
        }[self._figure.unit]

    def versions(self) -> Iterator[str]:
        """Say what it was made by and of, and what was issued of it."""
        month = self._month
        made_of = f"；所用报表、参考文件、设置和程序的校验码 {month.fingerprint[:16]}" if month.fingerprint else ""
        yield _paragraph(f"程序 {zzlib.__version__}{made_of}。")
        rows = list(self._issued())
        yield _table(("版", "印发", "当时的数"), rows) if rows else _paragraph("这个月还没有印发。")

    def _issued(self) -> Iterator[tuple[str, str, str]]:
        outputs, key = self._month.workspace.outputs_dir, (self._figure.figure, self._figure.scope)
        for record in records_of(outputs, self._month.period):
            try:
                figures = read_figures(version_folder(outputs, record.period, record.version) / ARTEFACTS)
                text = figures[key]["text"] if key in figures else "没有这个数"
            except (OSError, ValueError):
                text = f"读不出：zz verify {record.period} {record.version}"
            yield f"第 {record.version} 版", record.at[:10] if self._masked else f"{record.at[:10]}，{record.by}", text

    def cells(self) -> Iterator[str]:
        """List its cells."""
        parts = self._found.parts
        if parts.empty:
            yield _paragraph("这个数不出自单元格。")
            return
        rest = f"，这里列前 {_SHOWN} 处" if len(parts) > _SHOWN else ""
        yield f"<p>共 {len(parts)} 处{rest}；全部列出用 <code>{html.escape(self._command)}</code></p>"
        yield self._cells(parts.head(_SHOWN))

    def _cells(self, parts: pd.DataFrame) -> str:
        rows = [
            (
                _ROLES.get(one["role"], ""), one["value"], one["raw"], self._units.get(one["unit_id"], one["unit_id"]),
                one["project"], one["file"], f"{one['sheet']}!{one['cell']}" if one["sheet"] else one["cell"],
            )
            for one in parts.to_dict("records")
        ]  # fmt: skip
        return _table(_CELLS, rows)


_PARTS: tuple[tuple[str, _Part], ...] = (
    ("是什么数", FigurePage.meaning),
    ("缺报和读不出的", FigurePage.missing),
    ("更正和决定", FigurePage.decided),
    ("舍入", FigurePage.rounding),
)
_PARTS_ALONE: tuple[tuple[str, _Part], ...] = (
    ("版本", FigurePage.versions),
    ("单元格", FigurePage.cells),
)


def write_head_page(month: Month, explainer: Explainer, path: Path) -> None:
    """Write what the month's head figures rest on as one page; the same month gives the same bytes."""
    pages = [FigurePage(explainer.explain(name), month) for name in HEAD_FIGURES]
    title = f"{month.settings.county.name}{month.rhythm.name(month.period)}主要数字的说明"
    text = _page(title, [(page.heading, page.among_others()) for page in pages])
    path.write_text(text, encoding="utf-8", newline="\n")


def _page(title: str, parts: Iterable[tuple[str, Iterable[str]]]) -> str:
    body, contents = [], []
    for number, (heading, lines) in enumerate(parts, start=1):
        contents.append(f'<li><a href="#p{number}">{html.escape(heading)}</a></li>')
        body += [f'<h2 id="p{number}">{html.escape(heading)}</h2>', *lines]
    page = Template(package_file("zzlib", "page.html").decode())
    return page.substitute(title=html.escape(title), contents="\n".join(contents), body="\n".join(body))


def _place(part: Any) -> str:
    sheet = f"{part['sheet']}!" if part["sheet"] else ""
    return f"{part['file']} {sheet}{part['cell']}"


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    named = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in heads)
    head = f"<thead><tr>{named}</tr></thead>" if any(heads) else ""
    lines = "".join(f"<tr>{''.join(f'<td>{html.escape(text)}</td>' for text in row)}</tr>" for row in rows)
    return f'<div class="scroll"><table>{head}<tbody>{lines}</tbody></table></div>'
