"""Numbers that may be of something else than the only ones beside them: what is far off, told again, of both, of another time or another scope."""

import pytest

from zzlib.audit import audit_text

LONG = "全年重点工作有序推进，各项任务按计划落实，全县上下共同努力，经济社会发展总体平稳、稳中有进，民生保障水平继续提高，营商环境持续改善，安全生产形势总体稳定，社会大局和谐。"


def verdicts(text: str) -> dict[str, str]:
    return {claim.stated: str(claim.verdict) for claim in audit_text(text) if claim.verdict in ("wrong", "doubtful")}


def test_two_swapped_digits_of_the_only_amounts_of_a_short_text_are_wrong():
    assert verdicts("该库原储玉米5240吨，前日奉调900吨，仓内尚存4430吨。") == {"4430吨": "wrong"}
    assert verdicts("该库原储玉米5240吨，前日奉调900吨，仓内尚存4340吨。") == {}


@pytest.mark.parametrize("stated", ["1216人", "1621人", "1362人"])
def test_a_total_near_to_its_parts_or_a_slip_of_them_is_wrong_in_a_long_text(stated):
    told = "培训学员中，合格684人，优秀578人，合计{}。"
    assert verdicts(LONG + told.format("1262人")) == {}
    assert verdicts(LONG + told.format(stated)).get(stated) == "wrong"


def test_what_is_left_far_from_what_went_is_only_asked_about_in_a_long_text():
    told = "馆内原有设备684台，报废578台，现有254台。"
    assert verdicts(told) == {"254台": "wrong"}
    assert verdicts(LONG + told).get("254台") in (None, "doubtful")


@pytest.mark.parametrize(
    "text",
    [
        "流动图书车头一天借出63册，第二天比头一天多借18册，两天一共借出144册。",
        "办事窗口由16个扩为24个，扩容后的24个窗口全部通办。",
        "全县中考设考点8个，考场186个，除2个备用考场外，每考场30人。",
        "我县考核得分90.48分，居第12位；在片区26个县中居第3位，前两位得分分别为93.05分、91.26分，我县与第2位相差0.78分。",
        "全年工业利润58.3亿元，亏损企业亏损额6.4亿元，亏损面为12.7%。",
        "上年参保人数71.5万人，本年增长4%，达到74.4万人；基金收入6696万元，支出6120万元。",
        "甲县上半年零售商品房21.4万平方米，同比增长96.3%，同期批发仓储用房签约量为38.2万平方米。",
        "本土病例21例（甲市12例，其中东区11例；乙市5例，均在南区；丙市4例，均在北区），含6例由无症状转为确诊。",
        "副主任医师9人，其中博士研究生导师2人、硕士研究生导师5人。",
        "30岁以下的36人，占全体成员（剔除信息缺失的4位成员）的45%；其余44人。",
        "全县综合产值突破15亿元，茶农3.6万人，人均茶叶收入近9000元。",
        "县图书馆全年接待读者18.2万人次，外借图书15.6万册次，人均占有公共图书1.05册。",
        "田径12枚、游泳9枚、举重8枚、射击7枚、赛艇5枚，这5项均为全省第一。",
        "2023年，种植业产值占农业总产值的53.8%，比1952年下降31.0个百分点；林业、牧业、渔业分别占4.6%、25.1%、11.3%，"
        "分别提高3.0个、13.9个、8.9个百分点。农业服务业占农业总产值的5.2%。",
        "甲海区点位超标率为27.4%，乙海区点位超标率为12.1%，丙海区点位超标率为60.3%，丁海区点位超标率为9.5%。",
        "从市场结构看，网络设备占比为44.67%，其次为收银设备，占比为12.92%，标签设备占比为，10.33%，其他产品占比32.08%。",
        "近期组织抽检水产制品、食糖、调味品、粮食及粮食制品、食用油、油脂及其制品、酒类等6类食品618批次。",
        "全年银行间市场合计成交2146.31万亿元，日均成交8.65万亿元，日均成交同比增长2.1%。",
        "1983～1990年，全市发病6540例，死亡74例。1990年全市发病382例，死亡5例。",
        "主要出入河流有9条，分别为甲河、乙河、丙河、丁河、戊河、己河、庚河（庚河汇入甲河）、辛河等河，以及流经邻县的壬河。",
        "截至2021年底，保本产品规模已由新规发布时的4万亿元压降至零；净值型产品余额25.84万亿元，占比91.97%，较新规发布前增加22.91万亿元。",
        "县总工会：年初会员46180人；年内新增5216人、转出2790人，年末48606人。新业态会员3840人，占年末会员数的7.9%。",
        "本次审计抽查8个乡镇的补贴，涉及资金6720万元，发现向已故人员发放11.3万元、重复发放8.6万元、向供养人员发放3.6万元。",
        "领导小组组成人员共9人：组长1人，由县委常委、常务副县长担任；副组长2人；成员6人。",
        "计划招聘46名，岗位30个，开考比例1:3，不足的相应核减。",
        "光医保一项就吃掉了基金支出的42.6%，去年基金总支出18.3亿元，医保花去7.8亿元。",
        "今晨三站中东山站气温最低，零下12.4℃，南口站零下7.8℃，石坝站零下9.9℃。",
        "工程涉及2个乡（镇）4个行政村，涉及总土地面积2418.52亩，其中永久用地2036.14亩，临时用地382.38亩。",
        "年初安排4.26亿元，调整预算4.83亿元，实际支出4.597亿元，占调整预算的95.1%，占年初预算的107.9%。",
    ],
)
def test_numbers_of_something_else_are_not_accused(text):
    assert "wrong" not in verdicts(text).values()


def test_growth_far_from_what_two_numbers_make_is_only_asked_about_in_a_long_text():
    told = "上年同期受理旧机动车交易184件，本月新车上牌461件，同比增长19.7%。"
    assert verdicts(told) == {"19.7%": "wrong"}
    assert verdicts(LONG + told).get("19.7%") in (None, "doubtful")


def test_names_of_villages_with_various_endings_are_counted():
    told = "柳河、南湾、东店、石桥{}个行政村获评省级卫生村。"
    assert verdicts(told.format("4")) == {}
    assert verdicts(told.format("5")) == {"5个": "wrong"}
