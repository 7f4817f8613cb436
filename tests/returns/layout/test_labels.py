import pytest

from zzlib.returns.cells.units import OTHER, read_unit, unit_line
from zzlib.returns.form import fields
from zzlib.returns.layout.labels import meaning, path_unit

MEANINGS = [
    ("到位资金", "received"),
    ("*到位资金 （万元）", "received"),
    ("到位\n资金", "received"),
    ("到位\\n资金", "received"),
    ("到位资金万元", "received"),
    ("累计到位资金（元）", "received"),
    ("年初至本月末累计到位", "received"),
    ("自年初至本月末累计到位资金(万元)", "received"),
    ("1-5月到位资金", "received"),
    ("2013年到位资金", "received"),
    ("截至5月底累计到位资金", "received"),
    ("到位资金/年初至本月末累计", "received"),
    ("到位资金（万元）/累计", "received"),
    ("到位资金/合计", "received"),
    ("资金到位情况/本年累计", "received"),
    ("本年/累计到位", "received"),
    ("资金情况（单位：万元）/到位", "received"),
    ("当月到位", "received_month"),
    ("5月到位", "received_month"),
    ("到位资金/当月", "received_month"),
    ("到位资金（本月）", "received_month"),
    ("本年/到位资金/本月", "received_month"),
    ("开工以来累计到位", "received_since_start"),
    ("自开始建设至本月末累计到位资金(万元)", "received_since_start"),
    ("到位资金/开工以来", "received_since_start"),
    ("开工以来/累计到位资金", "received_since_start"),
    ("到位资金/中央", None),
    ("到位资金/其中：省级", None),
    ("上年同期/到位资金", None),
    ("2012年到位资金", None),
    ("2012年1-5月到位资金", None),
    ("县级配套/到位资金", None),
    ("到位资金（含配套）", None),
    ("未到位资金", None),
    ("到位资金（%）", None),
    ("用地指标（万元）", None),
    ("全年任务/争取资金", None),
    ("目标任务完成情况/争取资金", "awarded"),
    ("资金到位率", None),
    ("到位", None),
    ("争取到位(计划)资金（万元）", "awarded"),
    ("申报情况/金额", "applied"),
    ("下达计划", "allotted"),
    ("支付资金/累计", "paid"),
    ("支付资金/本月", None),
    ("计划总投资", "total_investment"),
    ("本年计划投资", None),
    ("累计完成投资", "invested"),
    ("用地(亩)/需求", "land_needed"),
    ("用地情况/已获指标（亩）", "land_granted"),
    ("用地指标(亩)", "land_granted"),
    ("项目/名称", "project_name"),
    ("单位/名称", "unit"),
    ("填报单位(盖章)", "unit"),
    ("类型(政策/个性)", "kind"),
    ("项目类型（政策型、个性型）", "kind"),
    ("申报/日期", "applied_on"),
    ("开工时间/计划", "start_planned"),
    ("开工年月", "started_on"),
    ("联系人/电话", "phone"),
    ("形象进度", None),
]


def _path(header: str) -> tuple[str, ...]:
    return (header,) if "（政策" in header or "(政策" in header else tuple(header.split("/"))


@pytest.mark.parametrize(("header", "field_id"), MEANINGS)
def test_header_means_the_field(header: str, field_id: str | None) -> None:
    found = meaning(_path(header), 2013)
    assert (found.field_id if found else None) == field_id


@pytest.mark.parametrize("field", fields().values(), ids=lambda field: field.field_id)
def test_every_label_of_the_form_means_its_field(field: object) -> None:
    for label in (field.label, *field.synonyms, *(f"{short}（万元）" for short in field.short)):  # type: ignore[attr-defined]
        found = meaning((label,), 2013)
        assert found and found.field_id == field.field_id, label  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        (("总投资\n（万元）",), "万元"),
        (("总投资（单位：元）",), "元"),
        (("总投资[亿元]",), "亿元"),
        (("资金情况（单位：万元）", "到位资金", "当月"), "万元"),
        (("资金情况（万元）", "到位资金（元）"), "元"),
        (("总投资（千元）",), OTHER),
        (("总投资",), None),
    ],
)
def test_the_lowest_header_text_states_the_unit(path: tuple[str, ...], unit: str | None) -> None:
    assert path_unit(path) == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：万元", "万元"),
        ("（金额单位：亿元人民币）", "亿元"),
        ("计量单位：万元", "万元"),
        ("单 位：元", "元"),
        ("单位：个、万元", "万元"),
        ("单位：万元、亩", "万元"),
        ("填报单位：县水利局   单位：万元", "万元"),
        ("注：本表金额以万元计", "万元"),
        ("万元", "万元"),
        ("单位：个、万美元", OTHER),
        ("单位：元、万元", OTHER),
        ("填报单位：县水利局", None),
        ("单位：县水利局", None),
        ("承包单位：万元公司", None),
        ("单位:人、‰", None),
        ("单位：", None),
    ],
)
def test_unit_line(text: str, unit: str | None) -> None:
    assert unit_line(text) == unit


def test_a_measure_is_a_unit_but_not_of_money() -> None:
    assert read_unit("亩") == ""
    assert read_unit("县水利局") is None
