"""Pages generated from the program's own data, so that they can't say otherwise: figures, issue codes, columns.

`python -m zzlib.docs docs` writes them; a test holds the committed pages against the data.
"""

import string
import sys
from functools import cache
from pathlib import Path
from typing import Any

from zzlib.data import package_toml
from zzlib.door.columns import PACKAGE_COLUMNS, about, told
from zzlib.files import package_file
from zzlib.form import package_form
from zzlib.indicators import catalogue
from zzlib.issues import IssueType
from zzlib.issues import catalogue as issue_types
from zzlib.returns.normalisations import normalisations
from zzlib.vocabulary import Level

_UNITS = {"yuan": "元", "count": "个", "ratio": "比率", "mu": "亩"}
_SCOPES = {
    "county": "全县", "unit": "单位", "kind": "项目类型", "category": "资金类别", "group": "单位组别", "field": "投资方向", "project": "大项目", "month": "上月",
}  # fmt: skip


def figures_page() -> str:
    """Write the reference page of all figures."""
    lines = [
        "# 指标口径",
        "",
        "每个指标只在 `zzlib/indicators/figures.toml` 里定义一次，本页由它生成（`make docs`）。",
        "`zz explain 指标 月份` 列出一个数所依据的每个单元格。比率在 figures.csv 中为小数（0.3171 即 31.7%）。",
        "编号里的 competitive 是要申报争取的项目类型，formula 是其余的，本页按默认的两种称呼；哪些类型、叫什么写在 settings.toml 的 `[kinds]` 里。",
        "一种类型的数看它的范围（如 `kind:bond`）；要申报争取的或其余的不止一种时，另有每种类型占到位资金的 `funds_share`。",
    ]
    for figure in catalogue().values():
        lines += ["", f"## {figure.label} `{figure.id}`", "", f"- 算法：{figure.formula}"]
        lines += [f"- 分子：{figure.numerator}"] if figure.numerator else []
        lines += [f"- 分母：{figure.denominator}"] if figure.denominator else []
        lines += [
            f"- 单位：{_UNITS[figure.unit]}；范围：{'、'.join(_SCOPES[scope] for scope in figure.scopes)}",
            f"- 缺数时：{figure.missing}",
            f"- 出处：{figure.source}",
        ]
    return "\n".join(lines) + "\n"


def issues_page() -> str:
    """Write the reference page of all issue codes."""
    lines = [
        "# 数据问题代码",
        "",
        "报表和参考文件里发现的问题，每种一个代码，本页由 `zzlib/issues/*.toml` 生成（`make docs`）。",
        "错误：数字可能不对，或报表不能用；提醒：请人看一眼；提示：知道即可。",
    ]
    for level in Level:
        lines += ["", f"## {level.label}", "", "| 代码 | 问题 | 说明 | 例子 | 怎么办 |", "|---|---|---|---|---|"]
        own = sorted((t for t in issue_types().values() if t.level is level), key=lambda t: t.code)
        lines += [
            f"| `{t.code}` | {t.title} | {t.message} | {_filled(t, t.message)} | {_filled(t, t.advice)} |" for t in own
        ]
    return "\n".join(lines) + "\n"


class _Example(dict[str, str]):
    """The words for the blanks of an example; one that has none stays a blank."""

    def __missing__(self, slot: str) -> str:
        return f"〈{slot}〉"


@cache
def _examples() -> dict[str, Any]:
    return package_toml("zzlib", "docs.toml")


def _filled(kind: IssueType, wording: str) -> str:
    """Write a wording as a person may read it."""
    words = _Example(_examples()["any"] | kind.example)
    return string.Formatter().vformat(wording, (), words).replace("|", "\\|")


def normalisations_page() -> str:
    """Write the page of all that the program makes uniform by itself."""
    lines = [
        "# 程序自动统一的写法",
        "",
        "只有下面这些由程序统一，对所有单位一样；单元格原文总是留着（`raw`）。其余的差错都退回单位，或由办公室记一条决定。",
        "本页由 `zzlib/returns/normalisations.toml` 生成（`make docs`），例子都有测试。",
        "",
        "| 对什么 | 怎么统一 | 例 |",
        "|---|---|---|",
    ]
    for rule in normalisations():
        examples = "；".join(f"{_shown(cell)} → {_shown(value)}" for _, cell, value in rule.examples)
        lines.append(f"| {rule.of} | {_shown(rule.rule)} | {examples} |")
    lines += [
        "",
        "此外，合并单元格的文字往下填（金额不填）；同一项目下一笔资金的空白名称、代码、单位、类型、性质、投资方向取上一行的；"
        "分组行（一、政策型项目）下面各行空白的项目类型、项目性质取分组行的。",
    ]
    return "\n".join(lines) + "\n"


_TYPES = {
    "text": "文字", "unit": "单位名称", "enum": "词", "category": "类别", "money": "金额", "number": "数量", "stage": "阶段",
    "date": "日期",
}  # fmt: skip


def form_page() -> str:
    """Write the page of the form: how a county adds words and columns of its own, and what is there already."""
    lines = package_file("zzlib", "form_help.md").decode().splitlines()
    lines += ["", "| field_id | 列名 | 类型 | 也认的叫法 |", "|---|---|---|---|"]
    for field in package_form().all:
        kind = _TYPES[field.type] + (f"（{field.unit}）" if field.unit else "")
        lines.append(
            f"| `{field.field_id}` | {field.label} | {kind} | {'、'.join((*field.synonyms, *field.by_values))} |"
        )
    return "\n".join(lines) + "\n"


def columns_page() -> str:
    """Write the reference page of the frames that `import zzlib as zz` gives."""
    lines = [
        "# 各表的列",
        "",
        "`import zzlib as zz` 以后，`zz.projects()`、`zz.funding()`、`zz.units()`、`zz.figures()` 各列的名称、类型、单位和来源；",
        '`zz.describe("projects")` 给出同样的内容，连同本县自己的列。本页由 `zzlib/door/columns.toml` 和报表的表式生成（`make docs`）。',
        "金额按 `money` 参数：`yuan` 元（默认）、`wan` 万元、`yi` 亿元，是最接近那个分数的小数；`fen` 分，整数。空白是没有填，不是零。",
    ]
    for table, columns in PACKAGE_COLUMNS.tables.items():
        lines += [
            "",
            f"## `zz.{table}`",
            "",
            f"{about(table)}。",
            "",
            "| 列 | 名称 | 类型 | 单位 | 来源 |",
            "|---|---|---|---|---|",
        ]
        rows = told(columns).itertuples(index=False, name=None)
        lines += [f"| `{name}` | {' | '.join(rest)} |" for name, *rest in rows]
    return "\n".join(lines) + "\n"


def _shown(content: str | int | float) -> str:
    """Write an example into a cell of the page."""
    text = str(content).replace("|", "\\|").replace("*", "\\*").replace("\n", "⏎").replace("\u3000", "　")
    return text if text.strip() else "（空白）"


PAGES = {
    "columns.md": columns_page,
    "figures.md": figures_page,
    "form.md": form_page,
    "issues.md": issues_page,
    "normalisations.md": normalisations_page,
}


def main(folder: str) -> None:
    """Write all pages into a folder."""
    for name, page in PAGES.items():
        (Path(folder) / name).write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1])
