"""How a unit's form looks: which columns under which labels, the unit of money, dates, totals, blanks."""

from dataclasses import dataclass, replace
from random import Random
from typing import Any, Literal

from zzlib.synthetic.projects import MONEY_FIELDS
from zzlib.synthetic.spec import Mess, UnitSpec, words


@dataclass(frozen=True)
class WrittenStyle:
    """The look of a unit's form; a unit keeps it all year.

    `labels` gives the words of a column's own header; `unit_place` where the unit of money stands (its own line, each
    money header, or the caption over them); `kind_by_section` leaves the kind to section rows. `section_fields` are what
    section rows say, the outer first.
    """

    columns: tuple[str, ...]
    labels: dict[str, str]
    unit_name: str
    file_pattern: str
    sheet: str
    money_unit: str = "万元"
    unit_place: Literal["line", "header", "caption", "nowhere"] = "line"
    header_rows: int = 1
    numbers: Literal["number", "text", "commas", "full_width"] = "number"
    dates: Literal["cell", "iso", "dots", "chinese", "slashes"] = "cell"
    nil: str | int | None = 0
    total: Literal["none", "top", "bottom"] = "none"
    sections: bool = False
    section_fields: tuple[str, ...] = ("kind",)
    kind_by_section: bool = False
    merged_names: bool = False
    filing_block: Literal["cells", "pairs", "line"] = "cells"
    note: bool = False
    local_words: bool = False
    zero_text: str = "零报告"
    cover_sheet: bool = False
    margin_rows: int = 0
    margin_columns: int = 0
    blank_rows: bool = False
    spaced: bool = False
    title: str = "争资争项情况月报表"
    period_label: str = "报送月份"
    month_part: str = "当月"


def unit_style(unit: UnitSpec, mess: Mess, rng: Random) -> WrittenStyle:
    """Choose the form of a unit for a level of mess; `none` is the office's plain form."""
    columns = words("forms")["columns"]
    plain = WrittenStyle(
        columns=tuple(field for field, facts in columns.items() if "asked" not in facts),
        labels={field: facts["label"] for field, facts in columns.items()},
        unit_name=unit.name,
        file_pattern=words("forms")["choices"]["files"][0],
        sheet="Sheet1",
    )
    if mess == "none":
        return plain
    style = _ordinary(plain, unit, rng)
    return _hard(style, rng) if mess == "hard" else style


def _ordinary(plain: WrittenStyle, unit: UnitSpec, rng: Random) -> WrittenStyle:
    choices = words("forms")["choices"]
    left_out = {field for field, percent in choices["left_out"].items() if rng.randrange(100) < percent}
    if not unit.land_mu and rng.random() < 0.3:
        left_out |= {"land_needed", "land_granted"}
    money_unit = rng.choice(("万元",) * 10 + ("元", "元", "亿元"))
    return replace(
        plain,
        columns=tuple(field for field in plain.columns if field not in left_out),
        labels=_labels(plain, rng, synonym_percent=12),
        unit_name=rng.choice((unit.name, *filter(None, [unit.full_name]), *unit.aliases)),
        file_pattern=rng.choice(choices["files"]),
        sheet=rng.choice(choices["sheets"]),
        money_unit=money_unit,
        unit_place=rng.choice(("line", "line", "header")),
        header_rows=rng.choice((2, 2, 2, 1)),
        numbers=rng.choice(("number", "number", "number", "text")),
        dates=rng.choice(("cell", "iso", "dots", "chinese", "slashes")),
        nil=rng.choice((0, None)),
        total=rng.choice(("bottom", "bottom", "none")),
        sections=rng.random() < 0.2,
        merged_names=rng.random() < 0.5,
        filing_block=rng.choice(("cells", "cells", "pairs", "line")),
        note=rng.random() < 0.3,
        local_words=rng.random() < 0.15,
        zero_text=rng.choice((*choices["zero_texts"], "")),
    )


def _hard(style: WrittenStyle, rng: Random) -> WrittenStyle:
    columns = reordered(style.columns, rng) if rng.random() < 0.6 else style.columns
    kind_by_section = rng.random() < 0.4
    header_rows = rng.choice((1, 2, 3, 3))
    return replace(
        style,
        columns=tuple(field for field in columns if field != "kind" or not kind_by_section),
        labels=_labels(style, rng, synonym_percent=60),
        header_rows=header_rows,
        unit_place=rng.choice(("line", "header", "caption" if header_rows == 3 else "header")),
        numbers=rng.choice(("number", "text", "commas", "full_width")),
        nil=rng.choice((0, None, "—", "/")),
        total=rng.choice(("top", "bottom", "none")),
        sections=kind_by_section or rng.random() < 0.3,
        kind_by_section=kind_by_section,
        zero_text=rng.choice((*words("forms")["choices"]["zero_texts_hard"], "")),
        cover_sheet=rng.random() < 0.3,
        margin_rows=rng.choice((0, 0, 1, 2)),
        margin_columns=rng.choice((0, 0, 1)),
        blank_rows=rng.random() < 0.4,
        spaced=rng.random() < 0.5,
    )


def without_columns(style: WrittenStyle, unasked: tuple[str, ...]) -> WrittenStyle:
    """Give a form without columns that the county does not ask for; captions of groups don't say them either."""
    if not unasked:
        return style
    said = tuple(field for field in style.section_fields if field not in unasked)
    columns = tuple(field for field in style.columns if field not in unasked)
    return replace(
        style, columns=columns, section_fields=said, sections=style.sections and bool(said), kind_by_section=False
    )


def quarterly(style: WrittenStyle) -> WrittenStyle:
    """Give a form that asks for a quarter where it asked for a month."""
    texts: dict[str, str] = words("forms")["quarter"]["words"]

    def said(text: str) -> str:
        for monthly, own in texts.items():
            text = text.replace(monthly, own)
        return text

    labels = {field: said(label) for field, label in style.labels.items()}
    return replace(
        style, labels=labels, file_pattern=said(style.file_pattern), sheet=said(style.sheet), title=said(style.title),
        zero_text=said(style.zero_text), month_part=said(style.month_part), period_label=said(style.period_label),
    )  # fmt: skip


def _labels(style: WrittenStyle, rng: Random, synonym_percent: int) -> dict[str, str]:
    columns: dict[str, Any] = words("forms")["columns"]
    return {
        field: rng.choice(columns[field]["synonyms"])
        if columns[field]["synonyms"] and rng.randrange(100) < synonym_percent
        else label
        for field, label in style.labels.items()
    }


def reordered(columns: tuple[str, ...], rng: Random) -> tuple[str, ...]:
    """Shuffle the columns within their captions, so that grouped ones stay side by side; the serial stays first."""
    facts = words("forms")["columns"]
    groups: dict[str, list[str]] = {}
    for field in columns:
        groups.setdefault(facts[field].get("group", field), []).append(field)
    blocks = {block: [g for g in groups.values() if facts[g[0]]["block"] == block] for block in _blocks()}
    for block in blocks.values():
        rng.shuffle(block)
    ordered = [field for block in blocks.values() for group in block for field in group]
    return ("serial", *(field for field in ordered if field != "serial"))


def _blocks() -> list[str]:
    return list(dict.fromkeys(facts["block"] for facts in words("forms")["columns"].values()))


def header_path(style: WrittenStyle, field: str) -> tuple[str, ...]:
    """Give the header texts of a column from the top down, one to `style.header_rows` of them."""
    facts = words("forms")["columns"][field]
    own = style.labels[field]
    part = style.month_part if field == "received_month" else facts.get("part", "")
    path: tuple[str, ...] = (facts["group"], part) if style.header_rows > 1 and "group" in facts else (own,)
    if field in MONEY_FIELDS and style.unit_place == "header":
        path = (*path[:-1], f"{path[-1]}（{style.money_unit}）")
    if style.header_rows < 3 or field == "serial":
        return path
    caption = facts["block"]
    if caption == "资金情况" and style.unit_place == "caption":
        caption += f"（单位：{style.money_unit}）"
    return caption, *path
