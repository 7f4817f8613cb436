"""The first page of the month: who is missing, what is open, what to do now, and where each notebook is."""

import html
from collections.abc import Sequence
from pathlib import Path

from zzlib.exchange.questions import open_questions
from zzlib.explore.data import load_data
from zzlib.indicators import Month
from zzlib.periods import chinese, following_month_day
from zzlib.vocabulary import Filing, Level
from zzlib.workspace import Workspace
from zzlib.writing import load_views

NOTEBOOKS: dict[str, str] = {
    "month.ipynb": "这个月从收报表到印发：一步一步在一页上做",
    "data_quality.ipynb": "数据问题：谁没报、哪一格要改、名称认给谁",
    "explore_conversion.ipynb": "为什么转化少：各组转化率、控制图、停留在哪一步、原因分解",
    "explore_progress.ipynb": "进度为什么不均：时序、档次、集中度、一个单位的路、换个规则看",
    "explore_gap.ipynb": "缺口怎么补：缺口和进度、缺口在谁、在报项目、假如、分到单位",
    "explore_items.ipynb": "要办的事：逐月、各单位、各类问题、各责任领导，项目逐月到哪一步",
    "draft_recommendations.ipynb": "问题和建议：写稿",
    "cookbook.ipynb": "自己算：import zzlib as zz 的十个例子",
    "audit.ipynb": "审稿：通报里的数对不对",
    "dispatch.ipynb": "调度会：谁在何时前做什么",
    "monthly_analysis.ipynb": "本月分析（zz run 出的那一本）",
    "bulletin.ipynb": "通报逐段列出，供写稿人看",
}
"""The notebooks and what each is for; those that are not there are not listed."""


class MonthPage:
    """What to do in a month, to be shown in a notebook."""

    def __init__(self, month: Month, outputs: bool, questions: int, views: int, notebooks: Sequence[str]) -> None:
        """Take the month, whether its outputs are there, how many questions are open and views wait, the notebooks."""
        self.steps = _steps(month, outputs, questions, views)
        self.period, self.notebooks = month.period, notebooks

    def __repr__(self) -> str:
        lines = [f"{'□' if left else '✓'} {words}" for left, words in self.steps]
        return "\n".join([f"{chinese(self.period)}要做的事", *lines])

    def _repr_html_(self) -> str:
        steps = "".join(f"<li>{'□' if left else '✓'} {html.escape(words)}</li>" for left, words in self.steps)
        links = "".join(f'<li><a href="{name}">{name}</a>　{NOTEBOOKS[name]}</li>' for name in self.notebooks)
        return (
            f'<h2>{chinese(self.period)}要做的事</h2><ul style="list-style: none; padding-left: 0">{steps}</ul>'
            f"<h2>打开哪一本</h2><ul>{links}</ul>"
        )


def month_page(period: str = "", workspace: Workspace | None = None, folder: Path | None = None) -> MonthPage:
    """Give the first page of a month (the latest when `""`); `folder` is where the notebooks lie (here by default).

    Raises:
        PeriodError: there is no folder of returns for the period.
        NoReturnsError: the workspace has no returns.
    """
    workspace = workspace or Workspace.find()
    period = period or workspace.latest_period()
    outputs = (workspace.outputs_dir / period / "manifest.json").exists()
    here = folder or Path.cwd()
    present = [name for name in NOTEBOOKS if (here / name).exists()]
    data = load_data(period, workspace)
    questions = len(open_questions(data.ledger))
    return MonthPage(data.month, outputs, questions, len(load_views(workspace, period)), present)


def _steps(month: Month, outputs: bool, questions: int, views: int) -> list[tuple[bool, str]]:
    """Give the month's steps: (still open, what it is and how to do it)."""
    period, units = month.period, month.units
    missing = list(units.loc[units["filing"] == Filing.MISSING, "unit"])
    unreadable = list(units.loc[units["filing"] == Filing.UNREADABLE, "unit"])
    errors = month.issues[month.issues["level"] == Level.ERROR]
    due = following_month_day(period, month.settings.returns.due_day)
    waiting = len(month.waiting_files)
    return [
        (bool(missing), f"收报表（截止 {due.month} 月 {due.day} 日）：{_named(missing, '未报')}"),
        (bool(waiting), f"认领文件：{waiting} 个看不出是哪个单位的" if waiting else "认领文件：没有待认领的"),
        (bool(unreadable), f"读不出的报表：{_named(unreadable, '读不出')}"),
        (questions > 0, f"要人定的事：{questions} 件，在 data_quality.ipynb 里或用 zz decide 逐件定" if questions else "要人定的事：没有"),
        (len(errors) > 0, f"改错：{len(errors)} 处错误，用 zz check {period} 逐处列出" if len(errors) else "改错：没有错误"),
        (not outputs, f"出数：zz run {period}" if not outputs else f"出数：outputs/{period}/ 已有，报表变了就再 zz run {period}"),
        (views == 0, f"看原因：下面三本 explore 笔记本，用“写入报告”交给写稿人（现有 {views} 个视图）"),
    ]  # fmt: skip


def _named(names: Sequence[str], what: str) -> str:
    if not names:
        return f"没有{what}的"
    return f"{len(names)} 个单位{what}（{'、'.join(names[:8])}{'等' if len(names) > 8 else ''}）"
