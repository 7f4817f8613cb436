"""From the month's own tables to the frames that people get: names, types, units of money, words in their order."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from zzlib.data import nearest_key
from zzlib.door.columns import DoorColumn, DoorColumns, TableName, about
from zzlib.door.editions import Edition, edition
from zzlib.door.frames import DoorError, MonthsFrame
from zzlib.door.tables import figures_table, funding_table, known_figures, projects_table, units_table
from zzlib.fonts import let_plots_write_chinese
from zzlib.indicators.catalogue import FigureError
from zzlib.indicators.meant import county_scope, meant_figure
from zzlib.indicators.own_figures import catalogue_of
from zzlib.money import FEN_PER_UNIT
from zzlib.settings import Settings
from zzlib.vocabulary import GROUPS, UNPLACED, Band, Filing, Kind, Origin, SourceLevel, Stage, Term, ZeroKind
from zzlib.workspace import Workspace

_MONEY = {"yuan": "元", "wan": "万元", "yi": "亿元", "fen": "分"}
_TABLES: dict[str, Callable[[Edition], pd.DataFrame]] = {
    "projects": projects_table,
    "funding": funding_table,
    "units": units_table,
    "figures": figures_table,
}
_WORDS: dict[str, type[Term]] = {
    "origin": Origin, "stage": Stage, "source_level": SourceLevel, "filing": Filing, "band": Band, "zero_kind": ZeroKind,
}  # fmt: skip
_RATIO_PARTS = ("numerator", "denominator")


def money_unit(money: str) -> tuple[str, int]:
    """Give the unit of money that is meant, and its fen: yuan, wan, yi, fen or 元, 万元, 亿元, 分.

    Raises:
        DoorError: it is none of them.
    """
    name = _MONEY.get(money, money)
    if name not in _MONEY.values():
        raise DoorError(f"money 不能是 {money!r}，{nearest_key(str(money), _MONEY)}")
    return name, FEN_PER_UNIT.get(name, 1)


def made_frame(table: TableName, periods: list[str], workspace: Workspace, money: str) -> MonthsFrame:
    """Give a table of months as people get it; see `zzlib.door`."""
    let_plots_write_chinese()
    name, fen = money_unit(money)
    parts = [_of_edition(table, edition(workspace, period), fen, name) for period in periods]
    return _together(table, parts, workspace, name, fen)


def known_frame(periods: list[str], workspace: Workspace, money: str, as_of: date | str) -> MonthsFrame:
    """Give the figures of months as they were known at the end of a day.

    Raises:
        DoorError: `as_of` is no day.
        PublicationError: nothing was issued and nothing had been received by then.
    """
    name, fen = money_unit(money)
    raws = [known_figures(workspace, period, _day(as_of)) for period in periods]
    parts = [_typed("figures", raw, workspace, fen, name) for raw in raws]
    return _together("figures", parts, workspace, name, fen)


def _day(as_of: date | str) -> date:
    try:
        return as_of if isinstance(as_of, date) else date.fromisoformat(as_of)
    except ValueError as error:
        raise DoorError(f"as_of “{as_of}”不是日期，请写成 2013-06-10 的样子") from error


def _together(table: TableName, parts: list[pd.DataFrame], workspace: Workspace, money: str, fen: int) -> MonthsFrame:
    """Put months together, and say of what the frame is."""
    frame = MonthsFrame(pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0].copy())
    columns = DoorColumns(workspace.form)
    of_money = tuple(c.name for c in columns.tables[table] if c.type == "money" and c.name in frame.columns)
    periods = list(dict.fromkeys(frame["period"]))
    said = "、".join(periods if len(periods) < 4 else [periods[0], "…", periods[-1]])
    added = "年初以来累计，各月不能相加（received_in_month 可以）；" if len(periods) > 1 and len(of_money) > 1 else ""
    frame.attrs = {
        "about": f"{about(table)}；{said}；{added}金额单位：{money}",
        "money": money,
        "fen": fen,
        "money_columns": of_money,
        "once": tuple(sorted(columns.once)),
    }
    return frame


def _of_edition(table: TableName, one: Edition, fen: int, money: str) -> pd.DataFrame:
    key = (table, fen)
    if key not in one.made:
        one.made[key] = _typed(table, _TABLES[table](one), one.month.workspace, fen, money)
    return one.made[key]


def _typed(table: TableName, raw: pd.DataFrame, workspace: Workspace, fen: int, money: str) -> pd.DataFrame:
    settings, columns = workspace.settings, DoorColumns(workspace.form).tables[table]
    shown = [c for c in columns if not (c.private and settings.privacy.mask_names)]
    frame = pd.DataFrame({c.name: _column(raw[c.raw], c, fen, settings) for c in shown})
    return _in_unit(frame, raw, fen, money) if table == "figures" else frame


def _column(values: pd.Series, column: DoorColumn, fen: int, settings: Settings) -> pd.Series:
    """Give a column in its type."""
    match column.type:
        case "money":
            return _money(values, fen)
        case "date":
            written = values.astype("str").str[:19].replace("", None)
            return pd.to_datetime(written, errors="coerce", format="ISO8601").astype("datetime64[us]")
        case "text":
            return values.fillna("").astype("str")
        case "flag":
            return values.fillna(False).astype("bool")
        case "count":
            return values.astype("Int64")
        case "number":
            return pd.to_numeric(values.astype("object").where(values.notna(), None)).astype("float64")
        case words:
            labels = _labels(words, settings)
            return pd.Series(pd.Categorical(values.map(labels), categories=list(labels.values()), ordered=True))


def _money(values: pd.Series, fen: int) -> pd.Series:
    whole = values.astype("Int64")
    return whole if fen == 1 else pd.Series(whole.to_numpy("float64", na_value=float("nan")) / fen)


def _labels(words: str, settings: Settings) -> dict[str, str]:
    """Give value -> label of a list of words, in its order."""
    if words == "kind":
        return dict(settings.kinds.names) | {Kind.UNSTATED.value: Kind.UNSTATED.label}
    return {group: group for group in (*GROUPS, UNPLACED)} if words == "group" else _WORDS[words].labels()


_UNITS = {"count": "个", "ratio": "比率", "mu": "亩"}


def _in_unit(frame: pd.DataFrame, raw: pd.DataFrame, fen: int, money: str) -> pd.DataFrame:
    """Put the amounts among figures into the unit of money, and name units in Chinese."""
    amounts, parts = frame["unit"] == "yuan", raw["of_money"].astype("bool")
    per = fen / 100
    frame["value"] = frame["value"].where(~amounts, (frame["value"] * 100).round() / 100 / per)
    for name in _RATIO_PARTS:
        frame[name] = frame[name].where(~parts, frame[name] / per)
    frame["unit"] = frame["unit"].map({**_UNITS, "yuan": money}).fillna(frame["unit"]).astype("str")
    return frame


def only(frame: MonthsFrame, workspace: Workspace, figure: str, scope: str) -> MonthsFrame:
    """Give the rows of a figure and of a scope (`unit:水利局`) or a kind of scopes (`unit`), named as people name them (`zzlib.indicators.meant`).

    Raises:
        DoorError: there is no such figure or scope; the message names the nearest.
    """
    try:
        if figure:
            frame = frame[frame["figure"] == meant_figure(figure, catalogue_of(workspace), workspace)]
        if scope and scope in set(frame["scope_kind"]):
            frame = frame[frame["scope_kind"] == scope]
        elif scope:
            own = county_scope(scope, list(dict.fromkeys(frame["scope"])), workspace, frame["period"].max())
            frame = frame[frame["scope"] == own]
    except FigureError as error:
        raise DoorError(str(error)) from error
    return frame.reset_index(drop=True)
