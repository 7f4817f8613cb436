"""Pages generated from the program's own data, so that they can't say otherwise: figures and issue codes.

`python -m zzlib.docs docs` writes them; a test holds the committed pages against the data.
"""

import string
import sys
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from zzlib.indicators import catalogue
from zzlib.issues import catalogue as issue_types
from zzlib.vocabulary import Level

_UNITS = {"yuan": "元", "count": "个", "ratio": "比率", "mu": "亩"}
_SCOPES = {
    "county": "全县", "unit": "单位", "kind": "项目类型", "category": "资金类别", "group": "单位组别", "field": "投资方向",
}  # fmt: skip


def figures_page() -> str:
    """Write the reference page of all figures."""
    lines = [
        "# 指标口径",
        "",
        "每个指标只在 `zzlib/indicators/figures.toml` 里定义一次，本页由它生成（`make docs`）。",
        "`zz explain 指标 月份` 列出一个数所依据的每个单元格。比率在 figures.csv 中为小数（0.3171 即 31.7%）。",
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
            f"| `{t.code}` | {t.title} | {t.message} | {_filled(t.code, t.message)} | {_filled(t.code, t.advice)} |"
            for t in own
        ]
    return "\n".join(lines) + "\n"


class _Example(dict[str, str]):
    """The words for the blanks of an example; one that has none stays a blank."""

    def __missing__(self, slot: str) -> str:
        return f"〈{slot}〉"


@cache
def _examples() -> dict[str, Any]:
    return tomllib.loads((resources.files("zzlib") / "docs.toml").read_text(encoding="utf-8"))


def _filled(code: str, wording: str) -> str:
    """Write a wording as a person may read it."""
    words = _Example(_examples()["any"] | _examples()["codes"].get(code, {}))
    return string.Formatter().vformat(wording, (), words).replace("|", "\\|")


PAGES = {"figures.md": figures_page, "issues.md": issues_page}


def main(folder: str) -> None:
    """Write all pages into a folder."""
    for name, page in PAGES.items():
        (Path(folder) / name).write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1])
