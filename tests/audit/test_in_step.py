"""What a paragraph tells in the same way several times, what a ratio shares out, what has moved, and the other half of all."""

import pytest

from zzlib.audit import audit_text


def wrong(text: str) -> dict[str, str]:
    return {c.stated: c.recomputed for c in audit_text(text) if c.verdict == "wrong"}


@pytest.mark.parametrize(
    ("text", "right", "other"),
    [
        (
            "截至十一月末，大厅受理契税申报8120笔，上年同期为7000笔，增长16.0%；受理印花税申报969笔，上年同期为850笔，增长{}。",
            "14.0%",
            "11.0%",
        ),
        (
            "东院接门诊412人次、住院158人次，共570人次；西院接门诊365人次、住院231人次，共596人次。就门诊而言，东院多47人次；就住院而言，西院多{}；两类并计，西院比东院多26人次。",
            "73人次",
            "83人次",
        ),
        (
            "首周掘进64米，第二周71米，累计135米；第三周掘进29米，累计164米；第四周掘进83米，累计{}；第五周掘进90米，累计337米。",
            "247米",
            "257米",
        ),
        (
            "三校分别开班26个、18个、31个，学员分别为1820人、1080人、1550人，平均每班分别为70人、{}、50人。",
            "60人",
            "50人",
        ),
        (
            "首轮满意率79.6%、基本满意率12.4%、不满意率8.0%；次轮分别为86.1%、9.7%、4.2%。满意率上升6.5个百分点，基本满意率下降2.7个百分点，不满意率下降{}。",
            "3.8个百分点",
            "4.8个百分点",
        ),
        ("储备粮按机关、乡镇、学校5∶3∶2分库存放，三库依次为24吨、{}、9.6吨。", "14.4吨", "16.4吨"),
        ("核心区1.2平方公里，合120公顷、{}。", "1800亩", "1900亩"),
        ("泊位由去年的5320个扩至5910个，一年间添了{}。", "590个", "690个"),
        ("上年末持证2136人，今年新发证295人，注销57人，年末持证2374人，比上年末增加{}。", "238人", "248人"),
        ("灌溉机井完好率88.3%，破损率相应为{}。", "11.7%", "12.7%"),
        ("造林当年发生啃食的小班占6.3%，未发生的占{}。", "93.7%", "94.7%"),
    ],
)
def test_the_one_that_is_told_otherwise_is_accused(text, right, other):
    assert wrong(text.format(right)) == {}
    assert list(wrong(text.format(other))) == [other]


@pytest.mark.parametrize(
    "text",
    [
        "新增商标受理4318件，有效商标186628件；新增专利52764件，有效专利666972件，分别增长2.3%和8.6%。",
        "审结案件716件1049人，提起公诉826人，不起诉223人，其中相对不起诉201人。起诉严重暴力犯罪19人。",
        "样本企业由320家轮换成300家，老样本保留210家。",
        "受访家长赞成的占52%，基本赞成的占27%，不赞成的占13%，无所谓的占8%。",
        "县、乡、村三级道路由1344.5公里增至1494.3公里，三年净增149.8公里。增加最多的是村道，多了106.3公里，增长13.0%。",
    ],
)
def test_what_only_looks_alike_is_left_alone(text):
    assert wrong(text) == {}


@pytest.mark.parametrize(
    ("text", "said", "turned"),
    [
        ("东片存活茶苗270株、西片存活408株，两片栽植数分别为300株和480株，存活率分别为{}。", "90%和85%", "85%和90%"),
        ("蛋鸡保险承保40000羽，因热应激获赔320羽，死亡率为{}。", "8‰", "8%"),
        ("窝沟封闭由每年1500颗起步，几年下来做到了每年9000颗，是起步时的{}。", "6倍", "5倍"),
        ("短信回执成功率为98.65%，失败率为{}，二者之外没有别的状态。", "1.35%", "1.53%"),
    ],
)
def test_what_is_in_each_others_place_or_unit_is_accused(text, said, turned):
    assert wrong(text.format(said)) == {}
    assert len(wrong(text.format(turned))) == 1


def test_units_that_one_document_has_are_read():
    text = "讲师团全年拟讲450课，截至九月已讲387课，距年度目标还差{}课。"
    assert wrong(text.format(63)) == {}
    assert wrong(text.format(73)) == {"73课": "63课"}


def test_numbers_without_a_unit_of_which_one_became_the_other_are_read():
    text = "甲炉排放浓度由0.046变为0.039，低了15.2%；乙炉由0.052变为0.055，{}了5.8%。"
    assert wrong(text.format("高")) == {}
    assert list(wrong(text.format("低"))) == ["5.8%"]


@pytest.mark.parametrize(
    ("text", "said", "turned"),
    [
        ("执业医师3.58人、注册护士4.47人，后者比前者{}0.89人。", "多", "少"),
        ("全县人均支出992元。垫底的石湖镇只有932元，比全县人均支出{}60元。", "低", "高"),
        ("小学招生11265人，毕业12480人，毕业人数{}招生1215人。", "多于", "少于"),
    ],
)
def test_a_difference_is_told_the_way_it_is(text, said, turned):
    assert wrong(text.format(said)) == {}
    assert len(wrong(text.format(turned))) == 1


@pytest.mark.parametrize(
    ("text", "right", "other"),
    [
        ("投入抢险力量{}，由民兵320人、消防人员95人、镇村干部658人构成。", "1073人", "1273人"),
        ("民事结案{}里，合同纠纷2943件，婚姻家庭864件，侵权责任607件，物权及其他218件。", "4632件", "5017件"),
        ("实施产业项目{}，平均每个95万元。按产业划分：种植41个，养殖22个，加工17个，旅游7个。", "87个", "96个"),
    ],
)
def test_lists_that_say_what_they_are_sorted_by_leave_nothing_out(text, right, other):
    assert wrong(text.format(right)) == {}
    assert len(wrong(text.format(other))) == 1
