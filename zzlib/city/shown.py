"""Tables and sentences for the city's notebook: each function takes a `CityMonth` and gives something to show."""

from collections.abc import Sequence

import pandas as pd

from zzlib.city.circular import paragraph_text
from zzlib.city.month import CITY, CityMonth, printable_figures
from zzlib.city.tables import doing_otherwise, ranking_rows
from zzlib.city.template import RANKING
from zzlib.indicators import HEAD_FIGURES
from zzlib.report.display import Prose, ShownTable


def prose(city: CityMonth, *paragraphs: str) -> Prose:
    """Show paragraphs of the circular by their ids in `wording.toml`.

    Raises:
        KeyError: no paragraph has this id.
        WordingError: the city's own wording can't be used.
    """
    return Prose(*(paragraph_text(city, paragraph) for paragraph in paragraphs))


def figures(city: CityMonth, *ids: str) -> ShownTable:
    """Show figures of the city (the head ones when none is named): 指标, 数值, 怎么算, 口径不同的县, 编号.

    Raises:
        KeyError: no figure has this id.
    """
    known, said = printable_figures(city.month.settings.kinds), city.month.rhythm.said
    rows = [
        (f.label, f.text, said(known[f.figure].formula), "、".join(doing_otherwise(city, f.figure)), f.figure)
        for f in (city.figures[name, CITY] for name in ids or HEAD_FIGURES)
    ]
    return _table(rows, "指标", "数值", "怎么算", "口径与市里不同的县", "编号")


def ranking(city: CityMonth) -> ShownTable:
    """Show the counties by their place, in 万元; those without a month have none."""
    return _table(ranking_rows(city), *(heading for heading, _ in RANKING), note="金额单位：万元")


def reporting(city: CityMonth) -> ShownTable:
    """Show what is taken of each county, and what is still wrong there."""
    rows = city.month.units[["unit", "state", "errors", "warnings"]].astype("str").to_numpy().tolist()
    return _table(rows, "县（市、区）", "数据", "错误", "提醒")


def unlike(city: CityMonth) -> ShownTable:
    """Show what counties do otherwise than the city."""
    rows = city.differences[["county", "label", "value", "city_value"]].to_numpy().tolist()
    return _table(rows, "县（市、区）", "口径", "县里", "市里")


def _table(rows: Sequence[Sequence[str]], *headings: str, note: str = "") -> ShownTable:
    return ShownTable(pd.DataFrame(rows, columns=list(headings), dtype="str"), note=note)
