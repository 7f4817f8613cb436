"""The circular's sentences: from figures only, in the clerk's words, saying what is not known."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from tests.indicators.test_figures import file, row
from tests.report.hand_made import UNITS, hand_made_month
from zzlib.findings import judge
from zzlib.findings.openings import opening_rows
from zzlib.indicators import load_month
from zzlib.indicators.policy_fields import PROGRAMME_COLUMNS
from zzlib.ledger.tables import frame
from zzlib.phrasing.phrases import Phrases, WordingError
from zzlib.vocabulary import Band
from zzlib.writing.text import compose, ordinal, sentences
from zzlib.writing.wording import wording

HALF_YEAR = {"document": {"kind": "half_year", "pages": 20}, "findings": {"monthly_most": 30}}


def problem(month, finding: str) -> str:
    return next(found.text for found in judge(month) if found.rule.id == finding)


def names_of(*bands: Band) -> list[str]:
    return [unit[1] for unit in UNITS if unit[6] in bands]


def whole_text(month) -> str:
    circular = compose(month)
    paragraphs = [p.title + p.text for section in circular.sections for p in section.paragraphs]
    return "\n".join([circular.title, circular.opening, circular.head_note, *paragraphs])


@pytest.mark.parametrize(("band", "figure"), [("zero", "units_zero"), ("high", "units_band_high")])
def test_a_list_has_as_many_units_as_the_figure_says_in_order_of_precedence(band, figure):
    month = hand_made_month()
    month.units["zero_kind"] = month.units["zero_kind"].replace("reclaimed", "nothing")
    listed = re.search(r"(?:分别是|为)([^；。，]+)", Phrases(month).phrase(f"{{{band}:named}}"))[1].split("、")
    assert listed == names_of(Band(band))
    assert len(listed) == month.figures[figure].value


def test_who_has_come_furthest_stands_first_in_the_list():
    month = hand_made_month()
    listed = re.search(r"分别是([^；。，]+)", Phrases(month).phrase("{middle:named}"))[1].split("、")
    done = dict(zip(month.units["unit"], month.units["completion"], strict=True))
    assert set(listed) == set(names_of(Band.MIDDLE))
    assert listed == sorted(listed, key=lambda name: -done[name])


def test_zero_and_missing_are_two_lists_and_an_unknown_unit_is_in_neither():
    text = sentences(hand_made_month(), "zero_and_missing")
    assert (
        "今年报送过报表的单位中还有2个到位资金为零或净额为负，其中因收回净额为负1个（东山乡），未争取到资金和用地1个（县文化局）；"
        in text
    )
    assert "1个单位今年以来未上报任何材料，为北河镇" in text
    assert "县供电公司" not in text
    assert "1份报表看不出是哪个单位的" in text


def test_a_zero_with_something_unreadable_is_not_called_a_zero_by_name():
    month = hand_made_month()
    month.units.loc[4, "incomplete"] = True
    text = sentences(month, "zero_and_missing")
    assert "为零或净额为负，其中因收回净额为负1个（东山乡），未争取到资金和用地1个，有金额尚待核定的未列名；" in text


@pytest.mark.parametrize(
    ("naming", "zero_named", "high_named", "low_named"),
    [
        (["unfiled", "zero"], True, True, False),
        (["unfiled", "zero", "behind"], True, True, True),
        (["unfiled"], False, True, False),
        (["behind"], False, True, True),
        ([], False, False, False),
        ("zero_and_missing", True, True, False),
        ("all", True, True, True),
        ("none", False, False, False),
    ],
)
def test_the_county_decides_which_units_are_named(naming, zero_named, high_named, low_named):
    month = hand_made_month({"document": {"naming": naming}})
    assert ("县文化局" in sentences(month, "zero_and_missing")) is zero_named
    assert ("县发改委" in sentences(month, "bands")) is high_named
    assert ("县民政局" in sentences(month, "bands")) is low_named


def test_nobody_is_named_anywhere_when_the_county_names_nobody():
    circular = compose(hand_made_month({"document": {"naming": "none"}}))
    assert not [unit[1] for unit in UNITS if unit[1] in str(circular)]
    assert circular.attachments == ()


def test_growth_without_a_base_is_left_out():
    text = sentences(hand_made_month(figures={"funds_received_growth": "", "funds_awarded_growth": ""}), "funds")
    assert "同比" not in text
    assert "—" not in text.replace("1—5月", "")
    assert "已到位资金至少10030.00万元" in text


@pytest.mark.parametrize(("growth", "said"), [("0.25", "同比增长25.0%"), ("-0.04", "同比下降4.0%"), ("0", "同比持平")])
def test_growth_is_said_with_its_direction(growth, said):
    assert said in sentences(hand_made_month(figures={"projects_growth": growth}), "projects")


def test_incomplete_sums_read_at_least_and_gaps_at_most():
    text = sentences(hand_made_month(), "funds")
    assert (
        "，同比至少增长72.4%，到位资金已扣除收回的20.00万元，至少完成全年任务32600.00万元的30.8%，"
        "距全年任务至多还差22570.00万元。到位资金中，政策型至少7522.50万元" in text
    )
    assert "已到位资金至少10030.00万元，同比" in text


def test_a_gap_below_zero_reads_over_target_and_asks_for_nothing_a_month():
    month = hand_made_month(figures={"funds_gap": "-50000000", "funds_needed_monthly": "0", "funds_completion": "1.15"})
    assert "比全年任务至少超额5000万元" in sentences(month, "funds")
    assert "已经完成（至少超额5000万元）" in sentences(month, "gap")
    assert "还差" not in whole_text(month)
    assert "每月" not in sentences(month, "gap")


def test_money_taken_back_is_said_without_percentages():
    below_zero = {
        "funds_received": "-490000", "funds_received_growth": "-1.068", "funds_completion": "-0.001", "arrival_rate": "-0.4",
    }  # fmt: skip
    month = hand_made_month(figures=below_zero)
    assert "到位资金累计为至少-49万元，已扣除收回的20万元，距全年任务" in sentences(month, "funds")
    assert "还没有进展" in problem(month, "behind")
    assert "还没有资金到位" in problem(month, "arrival")
    assert not re.search(r"-[\d.]+%", whole_text(month))


def test_problems_are_written_only_where_the_figures_show_them():
    good = {
        "funds_completion": "0.5", "units_zero": "0", "conversion_competitive": "0.6", "funds_competitive_share": "0.5",
        "units_missing_this_month": "0", "units_missing": "0", "units_incomplete": "0", "units_zero_share": "0",
        "funds_top5_share": "0.5", "units_late": "0", "funds_reclaimed": "0",
    }  # fmt: skip
    assert [s.heading for s in compose(hand_made_month()).sections] == [
        "一、基本情况",
        "二、存在的问题",
        "三、下一步工作",
    ]
    assert [s.heading for s in compose(hand_made_month(figures=good)).sections] == ["一、基本情况", "二、下一步工作"]


def without_months(month, *periods):
    """Give the month as it is when no return of those earlier months is on file."""
    return replace(
        month, trend=month.trend.assign(filed=month.trend["filed"].mask(month.trend["period"].isin(periods), 0))
    )


def test_where_earlier_months_are_not_on_file_nobody_is_said_to_have_filed_nothing_all_year():
    month = without_months(hand_made_month(), "2013-01", "2013-02", "2013-04")
    assert "1—2月、4月没有报表，在有报表的月份里，有1个单位未上报任何材料" in sentences(month, "zero_and_missing")
    assert "全年" not in sentences(month, "zero_and_missing") + problem(month, "missing")
    assert "今年以来都未上报任何材料" not in problem(hand_made_month(), "missing")


@pytest.mark.parametrize(("naming", "named"), [("zero_and_missing", False), ("all", True), ("none", False)])
def test_late_returns_are_a_problem_and_named_as_the_county_wants(naming, named):
    text = problem(hand_made_month({"document": {"naming": naming}}), "late")
    assert text == ("另有1个单位迟报报表（县水利局）。" if named else "另有1个单位迟报报表。")
    assert problem(hand_made_month(figures={"units_late": "0"}), "late") == ""


def test_section_two_begins_with_praise_that_the_growth_earns():
    praise = compose(hand_made_month(HALF_YEAR)).sections[1].paragraphs[0]
    assert praise.title == ""
    assert praise.text.startswith("今年以来，各责任单位积极向上争取，取得了成效：与上年同期相比，项目总数增长25.0%")
    assert praise.text.endswith(
        "1个单位已完成年度目标的80%以上；本月有6个单位按时报送报表。对照全年目标，还存在以下问题："
    )


def test_without_growth_there_is_no_praise():
    month = hand_made_month(HALF_YEAR, figures={"projects_growth": "-0.1", "funds_received_growth": ""})
    paragraphs = compose(month).sections[1].paragraphs
    assert paragraphs[0].title.startswith("（一）")


@pytest.mark.parametrize(
    ("period", "kind", "title"),
    [
        ("2013-05", "", "关于2013年1—5月争资争项工作情况的通报"),
        ("2013-06", "", "2013年上半年争资争项工作小结"),
        ("2013-12", "", "2013年争资争项工作总结"),
        ("2013-05", "half_year", "2013年上半年争资争项工作小结"),
        ("2013-06", "monthly", "关于2013年1—6月争资争项工作情况的通报"),
    ],
)
def test_june_gives_the_half_year_summary_and_december_the_years_unless_set(period, kind, title):
    month = replace(hand_made_month({"document": {"kind": kind}}), period=period)
    assert compose(month).title.replace("|", "") == title
    assert ("工作小结如下" in compose(month).opening) is ("小结" in title)


def test_a_summary_says_of_whom_it_tells_that_they_are_behind():
    text = problem(replace(hand_made_month(), period="2013-06"), "behind")
    assert "有年度目标并已报送的7个单位中，6个落后于时序进度（含到位资金为零" in text
    assert "未报的1个、没有目标的1个单位不在其内，数据待核的1个也不在其内" in text


def test_at_the_years_end_nothing_is_behind_a_schedule_but_the_years_task():
    month = replace(hand_made_month(), period="2013-12")
    told = [problem(month, "behind"), *map(Phrases(month).sentence, wording().one_page.sentences)]
    assert [text for text in told if "时序" in text] == []
    assert "有年度目标并已报送的7个单位中，6个没有完成任务" in told[0]
    assert "破零" not in whole_text(month)


def test_a_long_list_names_departments_and_towns_apart():
    month = hand_made_month()
    twelve = pd.concat([month.units, month.units.tail(2)]).assign(band="zero", incomplete=False, zero_kind="nothing")
    listed = Phrases(replace(month, units=twelve)).phrase("{zero:named}")
    assert listed.startswith("，县直单位有县发改委、县财政局、")
    assert "，乡镇有城关镇、东山乡、北河镇，企业有城投公司、" in listed


def test_a_name_of_a_list_and_of_its_number_is_either_by_how_it_is_written():
    month = hand_made_month()
    month.units["errors"] = [1, 1, *[0] * (len(month.units) - 2)]
    phrases, names = Phrases(month), "、".join(month.units["unit"][:2])
    assert phrases.phrase("有{correcting}个单位{correcting:bracketed}") == f"有2个单位（{names}）"


@pytest.mark.parametrize("reference", ["{errors:named}", "{deadline:bracketed}"])
def test_a_word_or_a_number_that_is_written_as_a_list_is_refused(reference):
    with pytest.raises(WordingError, match="是一个词或个数"):
        Phrases(hand_made_month()).phrase(reference)


def test_the_share_of_carried_money_is_said():
    text = sentences(hand_made_month(), "quality")
    assert "1个单位5月未报或报表待重报，以其今年最近一次报表计算（县民政局），由此计入到位资金500万元" in text


def test_a_suspect_size_is_said_at_the_head_of_the_circular():
    assert compose(hand_made_month()).head_note == ""
    month = hand_made_month()
    month.issues.loc[0, "code"] = "size_suspect"
    assert "疑似写错单位" in compose(month).head_note


def test_title_and_signature_come_from_settings_or_the_period():
    plain, signed = (
        hand_made_month(),
        hand_made_month({"document": {"title": "一个标题", "issuer": "某办", "date": "2013-06-20"}}),
    )
    assert compose(plain).title.replace("|", "") == "关于2013年1—5月争资争项工作情况的通报"
    assert compose(plain).date == "2013年6月5日"
    assert (compose(signed).title, compose(signed).issuer, compose(signed).date) == (
        "一个标题",
        "某办",
        "2013年6月20日",
    )


def test_official_wording():
    text = whole_text(hand_made_month())
    assert "截止" not in text
    assert "截至5月底" in text
    assert "{" not in text
    assert not re.search(r"[，；、。]{2}|，；|——", text)


def test_every_slot_and_condition_of_the_wording_is_known():
    phrases = Phrases(hand_made_month())
    for paragraph in wording().paragraph:
        phrases.sentence(paragraph.clauses)


@pytest.mark.parametrize("wrong", ["{funds_recieved}", "{funds_received:grown}"])
def test_a_misspelt_slot_is_told_with_what_was_meant(wrong):
    with pytest.raises(WordingError, match="funds_received"):
        Phrases(hand_made_month()).phrase(wrong)


def test_a_condition_that_is_not_one_is_told():
    with pytest.raises(WordingError, match="看不懂"):
        Phrases(hand_made_month()).holds("funds_gap")


def test_what_is_said_of_whole_figures_only_asks_that_the_figure_is_itself():
    """到位资金 is incomplete (“至少”): to be less than a bound is no fact of it; of 支付资金, which is whole, it is."""
    phrases = Phrases(hand_made_month())
    assert phrases.hold("funds_received < 200000000")
    assert not phrases.hold("funds_received is funds_received and funds_received < 200000000")
    assert phrases.hold("funds_paid is funds_paid and funds_paid < 200000000")


def test_ordinals():
    assert [ordinal(n) for n in (1, 10, 11, 19, 20, 42)] == ["一", "十", "十一", "十九", "二十", "四十二"]


def test_money_taken_back_is_named_and_its_unit_is_not_told_to_win_its_first():
    month = hand_made_month()
    back = month.funding.iloc[[0]].assign(received_fen=-20_000_000)
    month = replace(month, funding=pd.concat([month.funding.iloc[1:], back]))
    assert "到位资金已扣除收回的20.00万元（县发改委=水库除险加固）" in sentences(month, "funds")
    assert re.search("已争取未到位[^。]*，另有20.00万元到位后被收回；", sentences(month, "funds"))
    assert "因收回净额为负1个（东山乡）" in sentences(month, "zero_and_missing")
    assert "未争取到资金和用地的1个逐项梳理在报项目" in whole_text(month)
    assert "资金被收回的单位6月底前书面说明收回原因和整改措施" in whole_text(month)


@pytest.mark.parametrize(
    ("come", "said"),
    [(None, "1月被收回以前年度到位的资金54万元，没有新的资金到位"), (30, "1月被收回资金54万元，多于新到位的")],
)
def test_money_taken_back_in_january_says_whether_new_money_came(county, come, said):
    file(county, "2013-01", "发改委", row("一", -54, awarded=100))
    file(county, "2013-01", "水利局", row("二", come, awarded=30))
    assert said in sentences(load_month("2013-01", county.workspace), "progress")


def test_a_unit_that_won_is_told_to_have_its_money_come_and_not_to_win():
    won = {"units_zero_reclaimed": "0", "units_zero_nothing": "0", "units_zero_won_not_received": "2"}
    text = whole_text(hand_made_month(figures=won))
    assert "今年报送过报表的单位中还有2个到位资金为零，均为已争取未到位" in text
    assert "已争取未到位的2个抓紧催办到位" in text
    assert "破零" not in text


def test_a_share_above_the_whole_is_not_told():
    month = hand_made_month(HALF_YEAR, figures={"funds_top5_share": "1.005"})
    assert "前五名" not in whole_text(month)
    assert "前五名" in whole_text(hand_made_month(HALF_YEAR))


def test_the_list_that_the_text_speaks_of_is_an_attachment():
    month = hand_made_month(figures={"programmes_unapplied": "3"})
    programme = dict.fromkeys(PROGRAMME_COLUMNS, "") | {
        "programme": "中小河流治理",
        "policy_field": "农田水利",
        "row": 2,
    }
    programme |= {"level": "省级", "applied": False, "unapplied": True}
    named = [programme | {"programme": name} for name in ("中小河流治理", "灌区改造", "山塘整治")]
    month = replace(month, programmes=frame(named, PROGRAMME_COLUMNS))
    assert compose(month).attachments[1:] == ("可申报专项清单", "争资争项进度图")  # in the order in which they follow
    assert [row["可申报单位"] for row in opening_rows(month)] == ["全县还没有这一方向的项目，由办公室明确牵头单位"] * 3
    nothing_open = hand_made_month(figures={"programmes_unapplied": "1"})
    assert len(compose(nothing_open).attachments) == len(compose(hand_made_month()).attachments) == 2


def test_the_date_is_not_before_the_last_return_that_is_counted():
    month = hand_made_month()
    assert compose(month).date == "2013年6月5日"
    late = replace(month, units=month.units.assign(received_at=["2013-06-15T09:00:00", *[""] * 8, "上周五"]))
    assert compose(late).date == "2013年6月17日"  # the 15th is a Saturday
    years_later = replace(month, units=month.units.assign(received_at="2026-01-01T09:00:00"))
    assert compose(years_later).date == "2013年6月5日"
    settings = hand_made_month({"document": {"date": "2013-06-07"}}).settings
    assert compose(replace(late, settings=settings)).date == "2013年6月7日"


def test_what_is_said_of_the_data_stands_under_the_first_attachment():
    circular = compose(hand_made_month())
    assert circular.notes[0].text.startswith("有1个单位5月未报或报表待重报")
    assert "quality" not in [p.id for section in circular.sections for p in section.paragraphs]
    numbers = [sentence.number for sentence in circular.sentences()]
    assert numbers == list(range(1, len(numbers) + 1))
    unnamed = compose(hand_made_month({"document": {"naming": "none"}}))
    assert unnamed.notes == () and unnamed.sections[0].paragraphs[-1].id == "quality"


def test_a_monthly_circular_tells_the_money_of_each_kind_and_the_land():
    text = {p.id: p.text for section in compose(hand_made_month()).sections for p in section.paragraphs}
    assert "到位资金中，政策型" in text["funds"] and "个性型2507.50万元" in text["funds"]
    assert "用地指标已到位120.5亩" in text["projects"]


def test_the_first_paragraph_says_which_categories_explain_the_rise(demo_month):
    first = compose(demo_month).sections[0].paragraphs[0]
    assert "比上月末增加10997万元（上月增加14782万元），较多的是中央转移支付6181万元" in first.text
    assert ("funds_rise", "category:中央转移支付") in first.sentences[0].figures


def test_the_year_is_told_by_its_own_outline():
    month = hand_made_month({"document": {"kind": "year"}})
    circular = compose(month)
    headings = [section.heading for section in circular.sections]
    assert headings == ["一、任务完成情况", "二、存在的问题", "三、明年工作打算"]
    assert "结转明年继续争取" in circular.sections[2].paragraphs[0].text
    assert "工作亮点" in "".join(p.title for p in circular.sections[0].paragraphs)


def test_few_is_said_of_what_is_complete_only():
    assert Phrases(hand_made_month()).phrase("{converted_competitive:only}个") == "仅有3个"
    month = hand_made_month()
    assert Phrases(month).phrase("{funds_received:only}") == "有至少1亿元"
