"""What the command line says to people of issues and of the cells behind a figure."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from zzlib.cli.output import aligned
from zzlib.indicators import Explanation
from zzlib.issues import catalogue
from zzlib.vocabulary import Level

_UNITS = {"yuan": "元", "count": "个", "ratio": "", "mu": "亩"}
_ROLES = {"value": "", "numerator": "分子", "denominator": "分母"}
_PART_COLUMNS = {
    "role": "用在",
    "value": "数值",
    "raw": "原文",
    "unit_id": "单位",
    "project": "项目",
    "place": "出处",
    "correction": "更正",
}


def issues_text(table: pd.DataFrame) -> str:
    """Write issues (columns of `issues.csv`, gravest first): the same problem in one file is one line, then counts."""
    groups = table.groupby(["level", "code", "file", "sheet", "field"], sort=False)
    lines = [_issue_line(group) for _, group in groups]
    return "\n".join([*lines, counts_text(table)])


def counts_text(table: pd.DataFrame) -> str:
    """Count issues by level: 错误 3 处，提醒 5 处，提示 0 处."""
    return "，".join(f"{level.label} {int((table['level'] == level).sum())} 处" for level in Level)


def _issue_line(group: pd.DataFrame) -> str:
    first = group.iloc[0]
    cells = _joined(group["cell"])
    place = first["file"] + (f" {first['sheet']}!" if first["sheet"] and cells else f" {first['sheet']}") + cells
    said = first["message"]
    if group["message"].nunique() > 1:
        values = _joined(group["value"], "“{}”")
        said = f"{catalogue()[first['code']].title}，{len(group)} 处" + (f"（{values}）" if values else "")
    return f"[{Level(first['level']).label}] {place.strip()}：{said}。{first['advice']}"


def _joined(texts: Iterable[str], form: str = "{}") -> str:
    return "、".join(form.format(text) for text in dict.fromkeys(texts) if text)


def explanation_text(explanation: Explanation) -> str:
    """Write a figure, what it means, and all its cells."""
    figure, meaning = explanation.figure, explanation.definition
    exact = "无定义" if figure.value is None else f"{figure.value:f}{_UNITS[figure.unit]}"
    said = {
        "口径": meaning.formula,
        "分子": meaning.numerator,
        "分母": meaning.denominator,
        "缺报时": meaning.missing,
        "出自": meaning.source,
    }
    head = [f"{figure.label}（{figure.figure}，{figure.scope}）：{figure.text}（{exact}）"]
    head += [f"{title}：{text}" for title, text in said.items() if text]
    return "\n".join([*head, "", *_parts(explanation.parts)])


def _parts(parts: pd.DataFrame) -> list[str]:
    places = [_place(part) for part in parts.to_dict("records")]
    table = parts.assign(role=parts["role"].map(_ROLES), place=pd.Series(places, dtype="str"))
    columns = [name for name in _PART_COLUMNS if (table[name] != "").any()]
    rows = [[_PART_COLUMNS[name] for name in columns], *table[columns].to_numpy().tolist()]
    return [aligned(rows), f"共 {len(parts)} 处"] if len(parts) else ["这个数不出自单元格"]


def _place(part: dict[Any, Any]) -> str:
    sheet = f"{part['sheet']}!" if part["sheet"] else ""
    return f"{part['file']} {sheet}{part['cell']}"
