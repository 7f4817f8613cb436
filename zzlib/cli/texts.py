"""What the command line says to people of counts and of the cells behind a figure."""

from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from zzlib.cli.output import aligned
from zzlib.indicators import Explanation
from zzlib.ledger.issue_log import VERSIONS
from zzlib.vocabulary import Level

_UNITS = {"yuan": "元", "count": "个", "ratio": "", "mu": "亩"}
_ROLES = {"": "", "value": "", "numerator": "分子", "denominator": "分母"}
_PART_COLUMNS = {
    "role": "用在",
    "value": "数值",
    "raw": "原文",
    "unit_id": "单位",
    "project": "项目",
    "problem": "问题",
    "state": "状态",
    "place": "出处",
    "correction": "更正",
    "decision": "决定",
}


def counts_text(table: pd.DataFrame) -> str:
    """Count issues by level: 错误 3 处，提醒 5 处，提示 0 处."""
    return "，".join(f"{level.label} {int((table['level'] == level).sum())} 处" for level in Level)


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
    head += [f"报过没有：{asked.said}" for asked in explanation.asked]
    unread = ["", "读不出、没有计入的：", *_parts(explanation.unread)] if len(explanation.unread) else []
    return "\n".join([*head, "", *_parts(explanation.parts), *_of_versions(explanation.parts), *unread])


def _of_versions(parts: pd.DataFrame) -> list[str]:
    """Say how numbers that issued months printed are followed to the cells that they were made of."""
    places = (PurePosixPath(file).parts for file in dict.fromkeys(parts["file"]))
    return [
        f"印发的数又出自哪些单元格：zz explain 指标 {place[2]} --issued {place[3]}"
        for place in places
        if place[1:2] == (VERSIONS,)
    ]


def _parts(parts: pd.DataFrame) -> list[str]:
    places = [_place(part) for part in parts.to_dict("records")]
    table = parts.assign(role=parts["role"].map(_ROLES), place=pd.Series(places, dtype="str"))
    columns = [name for name in _PART_COLUMNS if name in table and (table[name] != "").any()]
    rows = [[_PART_COLUMNS[name] for name in columns], *table[columns].to_numpy().tolist()]
    return [aligned(rows), f"共 {len(parts)} 处"] if len(parts) else ["这个数不出自单元格"]


def _place(part: dict[Any, Any]) -> str:
    sheet = f"{part['sheet']}!" if part["sheet"] else ""
    return f"{part['file']} {sheet}{part['cell']}"
