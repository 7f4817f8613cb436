"""The page that lists a month's steps and every notebook with what it is for: for who wants another than the month's own."""

import html
from collections.abc import Sequence
from pathlib import Path

from zzlib.office.steps import OfficeStep, begun_period, office_steps
from zzlib.periods import chinese
from zzlib.workspace import Workspace

NOTEBOOKS: dict[str, str] = {
    "month.ipynb": "这个月从收报表到印发：一步一步在一页上做",
    "data_quality.ipynb": "数据问题：谁没报、哪一格要改、名称认给谁",
    "explore_conversion.ipynb": "为什么转化少：各组转化率、控制图、停留在哪一步、原因分解；用“写入报告”交给写稿人",
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
    """A month's steps and the notebooks, to be shown in a notebook; `said` stands above them."""

    def __init__(self, period: str, steps: Sequence[OfficeStep], notebooks: Sequence[str], said: str = "") -> None:
        """Take the month, its steps, and which notebooks are there."""
        self.period, self.steps, self.notebooks, self.said = period, steps, notebooks, said

    @property
    def _lines(self) -> list[str]:
        return [*filter(None, [self.said]), *(step.line(number) for number, step in enumerate(self.steps, start=1))]

    def __repr__(self) -> str:
        return "\n".join([f"{chinese(self.period)}要做的事", *self._lines])

    def _repr_html_(self) -> str:
        steps = "".join(f"<li>{html.escape(line)}</li>" for line in self._lines)
        links = "".join(f'<li><a href="{name}">{name}</a>　{NOTEBOOKS[name]}</li>' for name in self.notebooks)
        return (
            f'<h2>{chinese(self.period)}要做的事</h2><ul style="list-style: none; padding-left: 0">{steps}</ul>'
            f"<h2>打开哪一本</h2><ul>{links}</ul>"
        )


def index_page(period: str = "", workspace: Workspace | None = None, folder: Path | None = None) -> MonthPage:
    """Give the page of a month; see `zzlib.office.month_page`. `folder` is where the notebooks lie (here by default).

    Raises:
        ToldError: there is no workspace, its settings can't be used, or the returns or a draft can't be read.
    """
    workspace = workspace or Workspace.find()
    begun, said = (period, "") if period else begun_period(workspace)
    here = folder or Path.cwd()
    present = [name for name in NOTEBOOKS if (here / name).exists()]
    return MonthPage(begun, office_steps(workspace, begun), present, said)
