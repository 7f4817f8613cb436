"""Tables and sentences for the month's notebook: each function takes a `Month` and gives something to show."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from zzlib.dispatch import dispatch_of
from zzlib.indicators.catalogue import definition, of_kind
from zzlib.indicators.month import HEAD_FIGURES, Figure, Month
from zzlib.indicators.own_figures import catalogue_of
from zzlib.issues import catalogue as issue_types
from zzlib.ledger import open_ledger
from zzlib.money import display_money
from zzlib.phrasing.bands import band_names
from zzlib.report.bulletin import write_bulletin
from zzlib.report.display import Prose, ShownTable
from zzlib.report.tables import issues_to_show
from zzlib.rhythm import Rhythm
from zzlib.vocabulary import Band, Filing, Kind, Level
from zzlib.writing import read_writing
from zzlib.writing.text import compose, sentences


def prose(month: Month, *paragraphs: str) -> Prose:
    """Show paragraphs of the circular by their ids in `wording.toml`, in the wording of the workspace one stands in.

    Raises:
        KeyError: no paragraph has this id.
        WordingError: the county's wording can't be used.
    """
    templates = month.workspace.templates_dir
    return Prose(*(sentences(month, paragraph, templates) for paragraph in paragraphs))


def circular(month: Month) -> ShownTable:
    """Show the circular as it will be printed, each paragraph with its id in `wording.toml`.

    Raises:
        WordingError: the county's wording can't be used.
    """
    text = compose(month, month.workspace.templates_dir, read_writing(month.workspace, month.period))
    rows = [("", "标题", text.title.replace("|", ""), "title"), ("", "开头", text.opening, "opening")]
    rows += [(section.heading, p.title, p.text, p.id) for section in text.sections for p in section.paragraphs]
    rows += [("附件1", "注", note.text, "quality") for note in text.notes]
    return _table(rows, "节", "段", "文字", "用语编号")


def save_bulletin(month: Month, output_dir: str) -> Prose:
    """Write `bulletin.docx` into a folder; with `""` nothing is written.

    Raises:
        FileExistsError: there is one already; a person's edits are not written over.
    """
    if not output_dir:
        return Prose("没有写文件：要写 Word 文件，在参数里填 output_dir。")
    path = Path(output_dir) / "bulletin.docx"
    if path.exists():
        raise FileExistsError(f"{path} 已经有了，没有覆盖")
    writing = read_writing(month.workspace, month.period)
    items = dispatch_of(open_ledger(month.workspace, month.period), month).items
    write_bulletin(month, path, month.workspace.templates_dir, writing, items)
    return Prose(f"已写 {path}")


def head(month: Month) -> ShownTable:
    """Show the head figures, each with its definition and how to list its cells, under what the circular's head says."""
    rows = []
    for name in HEAD_FIGURES:
        figure, known = month.figures[name], definition(name, catalogue_of(month.workspace).figures)
        parts = ((known.numerator, figure.numerator), (known.denominator, figure.denominator))
        above, below = (_part(words, value, name) for words, value in parts)
        rows.append(
            (
                figure.label,
                figure.text,
                month.rhythm.said(known.formula),
                above,
                below,
            )
        )
    table = _table(rows, "指标", "数值", "怎么算", "分子", "分母")
    commands = tuple(f"zz explain {name} {month.period}" for name in HEAD_FIGURES)
    return ShownTable(table.frame, note=compose(month, month.workspace.templates_dir).head_note, commands=commands)


def _part(words: str, value: Decimal | None, figure: str) -> str:
    if not words or value is None:
        return "—"
    return f"{words}：{_amount(value, figure)}"


def _amount(value: Decimal, figure: str) -> str:
    """Print a numerator or denominator of a figure."""
    return display_money(int(value * 100)) if definition(figure).of_money else f"{value:f}"


def figures(month: Month, *ids: str) -> ShownTable:
    """Show figures of the county: 指标, 数值, 怎么算, 编号 (for `zz explain`).

    Raises:
        KeyError: no figure has this id.
    """
    said, known = month.rhythm.said, catalogue_of(month.workspace).figures
    unsaid = _OF_TARGETS if "targets" in month.gaps else ()
    rows = [
        (f.label, "—" if f.figure in unsaid else f.text, said(definition(f.figure, known).formula), f.figure)
        for f in (month.figures[name] for name in ids)
    ]
    return _table(rows, "指标", "数值", "怎么算", "编号")


_OF_TARGETS = ("units_behind_schedule",)
"""Counts that say nothing where there are no targets."""
_OF_COMPLETION = (Band.HIGH, Band.MIDDLE, Band.LOW)


def kinds(month: Month) -> ShownTable:
    """Show the kinds of project side by side: projects, converted, rate, money received, its share.

    Projects that state no kind have a row of their own where there are any, so that the rows add up; a county without
    kinds has one row.
    """
    if "kinds" in month.gaps:
        whole = ("projects_total", "projects_converted", "conversion", "funds_received")
        return _table([("不分类型", *(month.figures.text(name) for name in whole), "—")], "项目类型", *_OF_A_KIND)
    known = month.settings.kinds
    rows = [
        [label, *(month.figures.text(*of_kind(name, kind, known)) for name in _OF_A_KIND.values())]
        for kind, label in known.names
    ]
    unstated = [month.figures.get(name, f"kind:{Kind.UNSTATED}") for name in ("projects_total", "funds_received")]
    if unstated[0] and unstated[1]:
        rows.append([Kind.UNSTATED.label, unstated[0].text, "—", "—", unstated[1].text, "—"])
    return _table(rows, "项目类型", *_OF_A_KIND)


_OF_A_KIND = {
    "编报项目": "projects_total",
    "其中转化": "projects_converted",
    "转化率": "conversion",
    "到位资金": "funds_received",
    "占到位资金": "funds_share",
}


def growth(month: Month) -> ShownTable:
    """Show what has last year's figure beside it: now, a year ago, growth; without a base there is no percentage."""
    pairs = {
        "projects_total": "projects_growth",
        "funds_awarded": "funds_awarded_growth",
        "funds_received": "funds_received_growth",
    }
    rows = []
    for now, change in pairs.items():
        figure = month.figures[change]
        rows.append((month.figures[now].label, month.figures.text(now), _base(figure, now), figure.text))
    table = _table(rows, "指标", "本年", "上年同期", "同比")
    note = f"{month.unit_changes}；{month.unit_changes_note}。" if month.unit_changes else ""
    return ShownTable(table.frame, note=note)


def _base(growth_figure: Figure, now: str) -> str:
    base = growth_figure.denominator
    return "—" if base is None else _amount(base, now)


def unit_bands(month: Month) -> ShownTable:
    """Show the bands, best first: how many units, and which, those at zero by kind; ＊ marks what can't be read in full.

    On a page it is folded: the chart of the units names them all.

    Without targets there are none of completion.
    """
    rows = []
    for band, name in band_names(month).items():
        if band in _OF_COMPLETION and "targets" in month.gaps:
            continue
        units = month.units_in(band)
        named = _zeros(month, units) if band == Band.ZERO else _marked(units)
        rows.append((name, str(len(units)), named or "—"))
    table = _table(rows, "完成档次", "单位数", "单位（＊ 有金额或报表读不出）")
    return ShownTable(table.frame, folded="按完成档次列出各单位")


def _marked(units: pd.DataFrame) -> str:
    return "、".join(units["unit"] + units["incomplete"].map({True: "＊", False: ""}))


def _zeros(month: Month, units: pd.DataFrame) -> str:
    kinds = ((kind, figure, units[units["zero_kind"] == kind]) for kind, figure in month.zero_kinds())
    return "；".join(f"{kind.label}{figure.text}个：{_marked(own)}" for kind, figure, own in kinds)


def filing(month: Month) -> ShownTable:
    """Show the units whose return did not come in time, and what stands for it."""
    late = month.units[month.units["filing"] != Filing.ON_TIME]
    rows = [
        (
            unit["unit"],
            unit["group"],
            Filing(unit["filing"]).label,
            _stand_in(unit, month.rhythm),
            band_names(month)[unit["band"]],
        )
        for unit in _rows(late)
    ]
    return _table(
        rows, "单位", "类别", "报送情况", month.rhythm.said("本月数据"), "完成档次", empty="各单位都按时报送了报表"
    )


def _stand_in(unit: dict[Any, Any], rhythm: Rhythm) -> str:
    if unit["carried"]:
        return f"用{unit['stand_in']}报表代替"
    return rhythm.said("本月报表") if unit["filing"] in (Filing.LATE, Filing.UNTIMED) else "没有"


def waiting(month: Month) -> ShownTable:
    """Show the files of which nobody knows whose they are."""
    return _table([(file,) for file in month.waiting_files], "待认领的文件", empty="没有待认领的文件")


def behind_schedule(month: Month) -> ShownTable:
    """Show the units whose completion is behind the schedule, in order of precedence."""
    shown = ("funds_target", f"funds_{month.settings.bands.measure}", "funds_completion", "funds_gap")
    rows = [
        (unit["unit"], unit["group"], *(month.figures.text(name, f"unit:{unit['unit_id']}") for name in shown))
        for unit in _rows(month.units[month.units["behind"]])
    ]
    none = "没有资金目标，不看时序进度" if "targets" in month.gaps else "没有落后于时序进度的单位"
    return _table(rows, "单位", "类别", "年度目标", "已完成", "完成率", "还差", empty=none)


def stand_ins(month: Month) -> ShownTable:
    """Show the units whose figures are carried over or incomplete, and what that does."""
    units = month.units[month.units["carried"] | month.units["incomplete"]]
    rows = [
        (
            unit["unit"],
            Filing(unit["filing"]).label,
            _stand_in(unit, month.rhythm) if unit["carried"] else "—",
            "有金额或报表读不出" if unit["incomplete"] else "—",
            month.figures.text("funds_received", f"unit:{unit['unit_id']}"),
        )
        for unit in _rows(units)
    ]
    return _table(
        rows,
        "单位",
        "报送情况",
        "代替",
        "不全",
        "计入到位资金",
        empty=month.rhythm.said("没有用以前月份代替的单位，也没有数据不全的单位"),
    )


def issue_counts(month: Month, *, codes: bool = True) -> ShownTable:
    """Show how many issues of each type there are, gravest level first; with their `codes`, by which docs/issues.md lists them."""
    counts = month.issues.groupby(["level", "code"], sort=False).size().reset_index(name="number")
    rank = {level.value: place for place, level in enumerate(Level)}
    counts = counts.sort_values(
        ["level", "number"], key=lambda c: c.map(rank) if c.name == "level" else -c, kind="stable"
    )
    titles = issue_types()
    rows = [
        (
            Level(row["level"]).label,
            month.rhythm.said(titles[row["code"]].title) if row["code"] in titles else "",
            str(row["number"]),
            *([row["code"]] if codes else []),
        )
        for row in _rows(counts)
    ]
    return _table(rows, "级别", "问题", "处数", *(["编号"] if codes else []), empty="没有发现问题")


def errors(month: Month) -> ShownTable:
    """Show every error with its place, what is wrong, and what to do."""
    table = issues_to_show(month)
    table = table[table["level"] == Level.ERROR]
    rows = table[["unit", "file", "sheet", "cell", "message", "advice"]].itertuples(index=False, name=None)
    return _table(rows, "单位", "文件", "工作表", "单元格", "问题", "怎么办", empty="没有错误")


def _rows(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    return frame.to_dict("records")


def _table(rows: Iterable[Iterable[str]], *headings: str, empty: str = "没有") -> ShownTable:
    return ShownTable(pd.DataFrame([list(row) for row in rows], columns=list(headings), dtype="str"), empty)
