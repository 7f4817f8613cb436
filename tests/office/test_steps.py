"""What each step of a month waits for, as the page says it; from the files alone, without a browser."""

from pathlib import Path

import pytest

from tests.small_county import SmallCounty
from zzlib.exchange.forms import write_forms
from zzlib.exchange.receipts import write_receipts
from zzlib.indicators import load_month
from zzlib.office.index_page import index_page
from zzlib.office.signing import sign_off
from zzlib.office.steps import OfficeStep, office_steps
from zzlib.told import ToldError
from zzlib.writing import parse_draft, read_writing, save_draft
from zzlib.writing.saving import keep_draft

PERIOD = "2013-01"
GOOD = ("渠道", "A1", "政策型", "新增", "农林水", 10, 10, 10, 0)
DRAFT = "# 存在的问题\n\n到位{funds_received}。\n"


def steps(county: SmallCounty, period: str = PERIOD) -> dict[str, OfficeStep]:
    return {step.name: step for step in office_steps(county.workspace, period)}


def test_a_month_without_returns_waits_for_them(county: SmallCounty) -> None:
    now = steps(county)
    assert now["receive"].says == "还没有收到报表，截止 2 月 5 日"
    assert now["send"].says == "等报表；填报表现在就可以写"
    assert now["sign"].says == "等稿子"
    assert now["issue"].says == "等出数、核对、送审、签发"
    assert not any(step.done for step in now.values())


def test_whoever_has_not_reported_and_whatever_is_wrong_is_waited_for(county: SmallCounty) -> None:
    county.file_return(PERIOD, "发改委", [GOOD])
    county.file_return(PERIOD, "水利局", [("渠道", "A1", "政策型", "新增", "农林水", 10, 10, "不详", 0)])
    county.file_return(PERIOD, "某某办", [GOOD])
    now = steps(county)
    assert now["receive"].says == "等 1 个单位：城关镇（截止 2 月 5 日）"
    assert now["check"].says.startswith("等改 ") and "1 份文件等人认" in now["check"].says
    assert now["decide"].says.startswith("等人定 ") and not now["decide"].done
    assert now["run"].says == "还没有出"


def test_when_all_have_reported_and_nothing_is_wrong_there_is_nothing_to_wait_for(county: SmallCounty) -> None:
    for unit in ("发改委", "水利局", "城关镇"):
        county.file_return(PERIOD, unit, [(f"{unit}项目", f"{unit}1", *GOOD[2:])])
    now = steps(county)
    assert (now["receive"].done, now["check"].done, now["decide"].done) == (True, True, True)
    assert now["receive"].says == "3 个单位都报了"
    assert now["send"].says == "等写填报表、回执"
    write_forms(county.workspace, PERIOD)
    assert steps(county)["send"].says == "等写回执"
    write_receipts(county.workspace, PERIOD)
    assert steps(county)["send"].done


def test_the_list_of_notebooks_says_of_every_step_what_the_page_of_the_month_says(
    county: SmallCounty, tmp_path: Path
) -> None:
    county.file_return(PERIOD, "发改委", [GOOD])
    (tmp_path / "explore_gap.ipynb").write_text("{}", encoding="utf-8")
    page = index_page("", county.workspace, tmp_path)
    now = steps(county)
    assert repr(page).splitlines()[1:] == [step.line(number) for number, step in enumerate(now.values(), start=1)]
    assert "□ 1 收报表：等 2 个单位" in repr(page)
    assert 'href="explore_gap.ipynb"' in page._repr_html_() and "explore_progress" not in page._repr_html_()


def test_before_the_first_returns_the_list_says_so(county: SmallCounty, tmp_path: Path) -> None:
    page = index_page("", county.workspace, tmp_path)
    assert "里还没有报表，请先把报表放进" in repr(page) and "1 收报表：还没有收到报表" in repr(page)


def test_a_draft_waits_for_who_reviews_and_then_for_who_signs(county: SmallCounty) -> None:
    county.file_return(PERIOD, "发改委", [GOOD])
    assert steps(county)["write"].says == "还没有稿子，按发现的问题起草"
    save_draft(county.workspace, parse_draft(DRAFT, PERIOD))
    assert steps(county)["write"].says == "稿1.md（草稿）"
    assert steps(county)["sign"].says == "等人核稿：稿1.md"
    assert sign_off(county.workspace, PERIOD, "reviewed", "责任人甲", "2013-02-06") == "稿2.md"
    assert steps(county)["sign"].says == "责任人甲 已审（2013-02-06），等人签发"
    sign_off(county.workspace, PERIOD, "signed", "责任人乙", "2013-02-07")
    assert steps(county)["sign"].says == "责任人乙 已签（2013-02-07）" and steps(county)["sign"].done
    assert steps(county)["issue"].says == "等出数"


def test_numbers_that_are_wrong_keep_a_draft_from_being_signed_but_for_a_reason(county: SmallCounty) -> None:
    county.file_return(PERIOD, "发改委", [GOOD])
    wrong = "# 存在的问题\n\n全县争取资金500万元，其中水利300万元、教育300万元。\n"
    save_draft(county.workspace, parse_draft(wrong, PERIOD))
    with pytest.raises(ToldError, match=r"处数字对不上，改好再签[\s\S]*填上“照签的理由”再点"):
        sign_off(county.workspace, PERIOD, "signed", "责任人乙", "2013-02-07")
    sign_off(county.workspace, PERIOD, "signed", "责任人乙", "2013-02-07", "文件原文如此")
    draft = read_writing(county.workspace, PERIOD).draft
    assert draft is not None and (draft.state, draft.despite) == ("signed", "文件原文如此")


def test_a_draft_that_was_changed_meanwhile_is_not_signed(county: SmallCounty) -> None:
    county.file_return(PERIOD, "发改委", [GOOD])
    with pytest.raises(ToldError, match="还没有稿子"):
        sign_off(county.workspace, PERIOD, "signed", "责任人乙", "2013-02-07")
    save_draft(county.workspace, parse_draft(DRAFT, PERIOD))
    seen = read_writing(county.workspace, PERIOD)
    save_draft(county.workspace, parse_draft(DRAFT + "又一句。\n", PERIOD))
    with pytest.raises(
        ToldError, match=r"看过的是 data/drafts/2013-01/稿1\.md，现在最新的是 data/drafts/2013-01/稿2\.md"
    ):
        sign_off(county.workspace, PERIOD, "signed", "责任人乙", "2013-02-07", seen=seen.file)
    with pytest.raises(ToldError, match=r"刚才有人另存了 稿2\.md"):
        keep_draft(load_month(PERIOD, county.workspace), seen, parse_draft(DRAFT, PERIOD))
    with pytest.raises(ToldError, match="请填谁签的"):
        sign_off(county.workspace, PERIOD, "signed", " ", "2013-02-07")
