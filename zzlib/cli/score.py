"""The command `zz score`: the units' points by the county's rule, each down to the cells that it rests on."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from zzlib.cli.commands import Debug, Json, Period, Root, command, workspace_of
from zzlib.cli.output import say, say_json

if TYPE_CHECKING:
    from zzlib.dispatch.scores import BasisCell, MonthScores, UnitScore


@command(
    "考核得分：按本县的办法（data/rules/score.toml）给各单位计分、亮灯；--unit 列出一个单位每一分的算法和单元格。"
    "没有办法文件就不计分；样例用 --example 看。"
)
def score(
    period: Period,
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="只看这个单位，列出每一分的算法和单元格")] = "",
    example: Annotated[
        Literal["百分制", "三色灯"] | None,
        typer.Option("--example", metavar="样例", help="打印样例办法：百分制、三色灯；存成 data/rules/score.toml 改用"),
    ] = None,
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Show a month's scores."""
    from zzlib.dispatch import dispatch_of
    from zzlib.dispatch.scores import ScoreError, explainer_of, scores_of
    from zzlib.dispatch.scores import example as example_of
    from zzlib.indicators import measured
    from zzlib.ledger import open_ledger
    from zzlib.ledger.registry import unit_called

    if example:
        say(example_of(example).rstrip("\n"))
        return 0
    ledger = open_ledger(workspace_of(root), period)
    month = measured(ledger)
    scores = scores_of(month, dispatch_of(ledger, month))
    if scores is None:
        raise ScoreError(f"本县没有计分办法（data/rules/score.toml）；样例用 zz score {period} --example 百分制 看")
    asked = unit_called(ledger.workspace, unit, period) if unit else ""
    chosen = [one for one in scores.units if asked in ("", one.unit_id)]
    if not chosen:
        raise typer.BadParameter(f"--unit：没有“{unit}”这个单位；有 {'、'.join(one.unit for one in scores.units)}")
    explainer = explainer_of(ledger, month) if unit else None
    cells = {
        (one.unit_id, part.entry.id): scores.bases.cells(one.unit_id, part.entry.figure, explainer)
        for one in chosen
        for part in one.parts
        if explainer
    }
    if as_json:
        say_json(_json(scores, chosen, cells))
        return 0
    for line in _lines(scores, chosen, cells, whole=not unit):
        say(line)
    return 0


_Cells = dict[tuple[str, str], "list[BasisCell]"]


def _lines(scores: "MonthScores", chosen: "list[UnitScore]", cells: _Cells, *, whole: bool) -> list[str]:
    rule = scores.rule
    lines = [f"《{rule.name}》（{rule.source}，{rule.date:%Y-%m-%d}），{scores.period}"]
    for unit in chosen:
        lines.append(_line(unit))
        for part in () if whole else unit.parts:
            lines.append(
                f"  {part.entry.label}（{scores.bases.label(part.entry.figure, part.entry.less)}）：{part.arithmetic}"
            )
            lines += [
                f"    {' '.join(filter(None, [cell.role, cell.value, cell.file, f'{cell.sheet}!{cell.cell}'.strip('!')]))}"
                for cell in cells.get((unit.unit_id, part.entry.id), [])
            ]
    return lines


def _line(unit: "UnitScore") -> str:
    from zzlib.dispatch.scores import LIGHTS

    place = f"第{unit.place}名" if unit.place else unit.state.label if unit.parts or unit.why else ""
    light = f"{LIGHTS.get(unit.light, '不亮灯')}（{unit.light_said}）" if unit.light_said else ""
    total = "" if unit.total is None else f"{unit.total}分"
    return " ".join(filter(None, [unit.group, unit.unit, place, total, light, unit.why]))


def _json(scores: "MonthScores", chosen: "list[UnitScore]", cells: _Cells) -> dict[str, Any]:
    rule = scores.rule
    return {
        "period": scores.period,
        "rule": {
            "name": rule.name, "source": rule.source, "date": rule.date.isoformat(), "valid_from": rule.valid_from, "valid_to": rule.valid_to,
        },
        "units": [
            {
                "unit_id": unit.unit_id, "unit": unit.unit, "group": unit.group, "state": unit.state.value, "place": unit.place or None,
                "total": None if unit.total is None else f"{unit.total:f}", "light": unit.light, "light_said": unit.light_said, "why": unit.why,
                "parts": [
                    {
                        "id": part.entry.id, "label": part.entry.label, "kind": part.kind, "figure": part.entry.figure, "less": part.entry.less,
                        "value": None if part.value.value is None else f"{part.value.value:f}",
                        "points": None if part.points is None else f"{part.points:f}", "arithmetic": part.arithmetic,
                        "cells": [asdict(cell) for cell in cells.get((unit.unit_id, part.entry.id), [])],
                    }
                    for part in unit.parts
                ],
            }
            for unit in chosen
        ],
    }  # fmt: skip
