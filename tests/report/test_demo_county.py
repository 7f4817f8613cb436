"""The demo county's documents of May 2013: what the office's half-year summary has to say, recomputed."""

import re
from dataclasses import replace

import openpyxl
import pytest
from docx import Document

from tests.report.test_bulletin import NUMBER
from zzlib.indicators import Month
from zzlib.report import compose, write_bulletin, write_tables


@pytest.fixture
def month(demo_month) -> Month:
    return demo_month


@pytest.mark.slow
@pytest.mark.parametrize(
    "said",
    [
        "累计开发争资项目409个（结转项目147个，2013年新增项目262个），其中政策型项目106个、个性型项目303个",
        "按新增项目计，完成全年目标的74.9%",
        "已争取各类上级补助资金55600万元，同比增长124.0%；已到位资金41229万元，同比增长172.4%",
        "完成全年任务130000万元的31.7%，距全年任务还差88771万元",
        "政策型项目资金29259万元，占71.0%，同比增长187.5%；个性型项目资金11970万元，占29.0%，同比增长141.3%",
        "增量资金26300万元",
        "用地指标已到位1894亩",
        "完成年度目标80%以上的有4个单位，分别是财政局、发改委、国土局、民政局",
        "还有27个单位已报送报表但到位资金为零，其中已争取未到位3个（旅游局、公安局、青石镇），仅争得用地1个（工业园区管委会），",
        "未争取到资金和用地23个（名单见附件1）",
        "有5个单位今年以来未上报任何材料，分别是体育局、档案局、梅岭乡、公交公司、电信公司",
        "编报个性型项目303个，仅有36个争取到资金或用地指标，占11.9%；编报政策型项目106个，有59个争取到资金或用地指标，占55.7%",
        "要完成全年任务，今后每月平均需到位资金12682万元",
    ],
)
def test_the_half_year_summary_says(month, said):
    document = month.settings.document.model_copy(update={"kind": "half_year"})
    summary = compose(replace(month, settings=month.settings.model_copy(update={"document": document})))
    assert said in "".join(sentence.text for sentence in summary.sentences())


@pytest.mark.parametrize(
    "said",
    [
        "比上月末增加10997万元（上月增加14782万元），较多的是中央转移支付6181万元、民政救济1743万元、省级专项1232万元；",
        "环保局、粮食局到位资金破零；发改委、财政局、民政局、国土局进度升至80%以上；水保局、烟草局进度升至25%以上。",
        "完成年度目标80%以上的有4个单位（均为本月升入）；完成25%以上、不足80%的有10个单位，分别是扶贫和移民办、农机局、",
        "累计到位资金较多的，部门单位有财政局8800万元、发改委6150万元、民政局5489万元，乡镇仅有白沙镇480万元。",
        "仅争得用地1个（工业园区管委会），未争取到资金和用地23个（名单见附件1）；",
        "已到位资金41229万元，同比增长172.4%，",
        "完成全年任务130000万元的31.7%，比时序进度低10.0个百分点，距全年任务还差88771万元。",
        "到位资金中，政策型29259万元，占71.0%；个性型11970万元，占29.0%。已争取未到位14371万元",
        "到位资金比时序进度应到位数少12938万元；已报送报表的51个单位中，42个落后于时序进度（含到位资金为零的27个）。",
        "占11.9%，低于上月的13.0%；",
        "有90个申报满3个月未获批复（上月为38个），占28.7%",
        "要完成全年任务，今后每月平均需到位资金12682万元；还差最多的五个单位（住建局7200万元、农业局6580万元、教育局6550万元、交通局6100万元、卫生局5900万元）占全县差额的36.4%。",
        "落后于时序进度的42个单位6月底前逐项排出到位时间或申报计划，还差最多的五个单位报出分月计划；",
        "到位资金为零的27个单位6月底前书面说明原因；",
        "审计检查发现的1个问题（项目资金到位后被挪用于机关日常支出，尚未归还），涉及资金35万元，责任单位另行通知；",
        "如属同一项目，至少多计争取343万元、到位293万元；以上项目见附件2。",
    ],
)
def test_the_monthly_circular_says(month, said):
    assert said in "".join(sentence.text for sentence in compose(month).sentences())


@pytest.mark.slow
def test_every_number_of_the_circular_is_a_figure(month, tmp_path):
    write_bulletin(month, tmp_path / "b.docx")
    amounts = compose(month).amounts
    known = {number for figure in month.figures for number in NUMBER.findall(figure.text)}
    fens = [int(figure.value * 100) for figure in month.figures if figure.unit == "yuan" and figure.value is not None]
    known |= {
        number
        for fen in fens
        for number in NUMBER.findall("、".join([*amounts.texts([fen]), *amounts.texts([fen, 10**13])]))
    }
    known |= {"2013", "1", "2", "5", "6", "80%", "25%", "500万元"}
    known.add("10.0")  # points below the schedule: 41.7 % less 31.7 %
    text = "\n".join(paragraph.text for paragraph in Document(tmp_path / "b.docx").paragraphs)
    assert [number for number in NUMBER.findall(text) if number not in known] == []


def test_the_workbook_adds_up_to_the_figures(month, tmp_path):
    write_tables(month, tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx", data_only=True)
    wan = {name: float(month.figures[f"funds_{name}"].value) / 10_000 for name in ("awarded", "received", "target")}
    heading = [cell.value for cell in book["分单位"][3]]
    units = dict(zip(heading, [cell.value for cell in list(book["分单位"])[-1]], strict=True))
    assert (units["争取资金"], units["到位资金"], units["年度目标"]) == (wan["awarded"], wan["received"], wan["target"])
    heading = [cell.value for cell in book["项目清单"][3]]
    lines = dict(zip(heading, [cell.value for cell in list(book["项目清单"])[-1]], strict=True))
    assert (lines["争取资金"], lines["到位资金"]) == (wan["awarded"], wan["received"])


def test_no_person_and_no_telephone_number_is_printed(month, tmp_path):
    write_bulletin(month, tmp_path / "b.docx")
    write_tables(month, tmp_path / "t.xlsx")
    document = Document(tmp_path / "b.docx")
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for row in document.tables[0].rows for cell in row.cells]
    texts += [str(c.value) for sheet in openpyxl.load_workbook(tmp_path / "t.xlsx") for row in sheet for c in row]
    persons = (set(month.projects["leader"]) | set(month.projects["person"])) - {""}
    everything = "\n".join(texts)
    assert persons
    assert [person for person in persons if person in everything] == []
    assert not re.search(r"(?<![\d-])1[3-9]\d{9}(?!\d)", everything)
