"""Messes of columns: their labels, their order, and columns that the form does not have."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from zzlib.money import FEN_PER_UNIT
from zzlib.synthetic.amounts import WAN
from zzlib.synthetic.grid import Content, WrittenGrid
from zzlib.synthetic.messes.draft import MessDraft, Restyle
from zzlib.synthetic.spec import words
from zzlib.synthetic.styles import WrittenStyle, reordered

_PERIODS = (
    "2009-2011",
    "07.10-2010.12",
    "09.10-11.3",
    "2010-",
    "2010.01-2012.12",
    "2018年02月",
    "201802",
    "2013年3月-10月",
)
_PERCENTS = ("85%", "7000.00%", "100.0％", 0.85, "0%")
_SCALES = ("新建泵站3座、渠道12.5公里", "改造低产林1200亩", "建筑面积3500平方米", "购置设备15台（套）", None)


def synonyms(style: WrittenStyle, rng: Random) -> WrittenStyle:
    """Use another word for every column that has one."""
    columns = words("forms")["columns"]
    others = {n: rng.choice(columns[n]["synonyms"]) for n in style.labels if columns[n]["synonyms"]}
    return replace(style, labels=style.labels | others)


def drifting_columns(style: WrittenStyle, rng: Random) -> WrittenStyle:
    """Put the columns into another order, month by month."""
    return replace(style, columns=reordered(style.columns, rng))


def since_start(draft: MessDraft, rng: Random) -> None:
    """Add what came since the work began, which is more than what came this year."""
    rows = draft.item.rows

    def amount(index: int) -> Content:
        return draft.money(rows[index].money("received_since_start")) or 0

    label = rng.choice(("开工以来累计到位", "自开始建设至本月末累计到位资金"))
    for grid in draft.tables:
        draft.add_column(grid, draft.money_header(label), amount)


def other_years(draft: MessDraft, rng: Random) -> None:
    """Add columns that look like the form's, but speak of another year, a plan, or other people's money."""
    year = draft.county.spec.year
    labels = (
        f"{year - 1}年到位资金", "上年同期到位资金", "年度计划争取资金", "到位资金其中：县级配套", f"{year + 1}年申报资金",
    )  # fmt: skip
    for grid in draft.tables:
        for label in rng.sample(labels, 2):
            draft.add_column(grid, draft.money_header(label), lambda _: draft.money(rng.randrange(1, 900) * WAN))


def parts_beside(draft: MessDraft, rng: Random) -> None:
    """Add columns that say what part of the money came from where, or is only expected."""
    labels = (
        "到位资金（省）",
        "到位资金(自筹)",
        "中央到位资金",
        "到位资金（垫付）",
        "争取资金（市级）",
        "到位资金（预计）",
    )
    for grid in draft.tables:
        for label in rng.sample(labels, 3):
            draft.add_column(grid, draft.money_header(label), lambda _: draft.money(rng.randrange(1, 900) * WAN))


def months_beside(draft: MessDraft, rng: Random) -> None:
    """Add a column a month with what came in it, beside what came since January; sometimes the months before in one."""
    month = draft.item.month
    label = rng.choice(("{span}到位", "{span}到位资金", "到位资金：{span}", "{span}"))
    parts = (
        [range(month - 1), range(month - 1, month)] if rng.random() < 0.4 else [range(n, n + 1) for n in range(month)]
    )
    add_months(draft, label, [part for part in parts if part], rng)


def add_months(draft: MessDraft, label: str, parts: Sequence[range], rng: Random) -> None:
    """Add columns of what came in some months (from 0), under a label with their `span`."""
    rows, month = draft.item.rows, draft.item.month
    own = [_by_month(row.money("received"), row.money("received_month"), month, rng) for row in rows]
    spoilt = {index for index, name, _ in draft.item.raw if name == "received"}

    def amount(index: int, part: range) -> Content:
        return None if index in spoilt else draft.money(sum(own[index][n] for n in part)) or 0

    for grid in draft.tables:
        for part in parts:
            said = f"{part[-1] + 1}月" if len(part) == 1 else f"1-{part[-1] + 1}月"
            header = draft.money_header(label.format(span=said))
            draft.add_column(grid, header, lambda index, part=part: amount(index, part))  # type: ignore[misc]


def _by_month(fen: int, latest: int, months: int, rng: Random) -> list[int]:
    """Part what came since January into the months, whole 万元 as far as they go; the last is the latest month's."""
    left, parts = fen - latest, []
    for _ in range(months - 2):
        parts.append(rng.randrange(abs(left) // WAN + 1) * WAN * (1 if left > 0 else -1))
        left -= parts[-1]
    return [*parts, left, latest] if months > 1 else [fen]


def unknown_columns(draft: MessDraft, rng: Random) -> None:
    """Add columns that the form does not have."""
    for grid in draft.tables:
        draft.add_column(grid, "建设规模及内容", lambda _: rng.choice(_SCALES))
        draft.add_column(grid, "主管部门", lambda _: rng.choice(("省发改委", "市财政局", None)))
        draft.add_column(grid, "经度", lambda _: round(rng.uniform(115, 117), 6))


def periods(draft: MessDraft, rng: Random) -> None:
    """Add a column of spans of time as people write them."""
    for grid in draft.tables:
        draft.add_column(grid, "建设起止年限", lambda _: rng.choice(_PERIODS))


def percents(draft: MessDraft, rng: Random) -> None:
    """Add a column of percentages."""
    for grid in draft.tables:
        draft.add_column(grid, "工程形象进度", lambda _: rng.choice(_PERCENTS))


def blank_header(draft: MessDraft, rng: Random) -> None:
    """Leave the serial number without a header."""
    for grid in draft.tables:
        if "serial" in grid.columns and grid.header != (0, 0):
            grid.change((grid.header[0], grid.columns["serial"]), None)


def units_per_column(draft: MessDraft, rng: Random) -> None:
    """State the total investment in 亿元 and what was applied for in 元, the rest in 万元."""
    for grid in draft.tables:
        for name, unit in (("total_investment", "亿元"), ("applied", "元")):
            if name not in grid.columns:
                continue
            _restate(draft, grid, name, unit)


def _restate(draft: MessDraft, grid: WrittenGrid, name: str, unit: str) -> None:
    column = grid.columns[name]
    header = [p for p in grid.of_look("header") if p[1] == column and "（万元）" in str(grid.value(p))]
    grid.map_texts(header, lambda text: text.replace("（万元）", f"（{unit}）"))
    for index, _ in grid.records():
        place = grid.places[index, name]
        fen = draft.item.rows[index].money(name)
        if header and fen and (index, name) not in {raw[:2] for raw in draft.item.raw}:
            grid.change(place, fen / FEN_PER_UNIT[unit])


RESTYLES: dict[str, Restyle] = {
    "synonyms": synonyms,
    "drifting_columns": drifting_columns,
    "nothing_blank": lambda style, _: replace(style, nil=None),
}

EDITS: dict[str, Any] = {
    "since_start": since_start,
    "other_years": other_years,
    "parts_beside": parts_beside,
    "months_beside": months_beside,
    "unknown_columns": unknown_columns,
    "periods": periods,
    "percents": percents,
    "blank_header": blank_header,
    "units_per_column": units_per_column,
}
