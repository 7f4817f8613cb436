"""Totals and parts that don't stand side by side: found by what words, shares and like lists say of them, accused of slips alone."""

import pytest

from zzlib.audit import NumericClaim, audit_text
from zzlib.audit.numbers.arithmetic import Verdict

SLIPS = {
    "a list like another that adds up": (
        "客运量52816万人次，增长2.1%。铁路18243万人次，增长3.5%；公路34573万人次，增长1.4%。\n"
        "货运量86297万吨，增长4.4%。铁路21638万吨，增长2.6%；公路64569万吨，增长5.0%。",
        "64569万吨",
        "64659万吨",
    ),
    "numbers right beside others that add up": (
        "受理立案监督案件836件1274人，主动立案379件503人、通知立案457件717人。",
        "717人",
        "771人",
    ),
    "a total behind parts that bear its noun": (
        "幼儿园专任教师3518人，增加42人；小学专任教师9264人，减少17人；初中专任教师6473人。全县教职工24160人，其中专任教师19525人。",
        "19525人",
        "19255人",
    ),
    "a short list that words lead in": (
        "本月下达补助资金43.74亿元。其中，道路工程36.52亿元；场馆项目2.46亿元；校舍项目4.58亿元。",
        "2.46亿元",
        "2.64亿元",
    ),
    "what there is more of two parts": (
        "年末参保31462万人，比上年末多2817万人。其中，在职职工23518万人，多2196万人；离退休人员7944万人，多261万人。",
        "261万人",
        "621万人",
    ),
    "a part told inside another": (
        "共投放车辆31320辆次（城际班车8346台次，其中加班215台次；旅游包车2917台次；农村客运20039台次）。",
        "31320辆次",
        "31302辆次",
    ),
    "digits swapped that are no neighbours": (
        "全县零售总额251.12亿元，增长7.3%。其中商品零售210.05亿元，增长6.1%；餐饮收入47.01亿元，增长15.8%。",
        "47.01亿元",
        "41.07亿元",
    ),
    "halves told one after the other, each with other numbers": (
        "全国企业资产总额643.8万亿元，负债总额412.5万亿元。"
        "中央企业资产总额241.6万亿元，负债总额163.2万亿元；地方企业资产总额402.2万亿元，负债总额294.3万亿元。",
        "294.3万亿元",
        "249.3万亿元",
    ),
    "a half that shrank beside one that grew": (
        "全市卫生机构增加2173个，其中医院增加357个，诊所增加1852个，专业机构减少36个。公立医院减少48个，民营医院增加450个。",
        "450个",
        "405个",
    ),
    "parts of one noun in other paragraphs, some of them broken down": (
        "全县专任教师8542人。\n一、学前教育\n入园儿童9120人，专任教师1036人。\n二、义务教育\n招生8815人，专任教师5164人。"
        "其中小学招生5210人，专任教师3102人；初中招生3605人，专任教师2062人。\n三、高中阶段教育\n招生6204人，专任教师2207人。\n"
        "四、特殊教育\n在校生214人，专任教师45人。",
        "8542人",
        "8452人",
    ),
    "parts of which is told how far they are": (
        "安排重点项目475个，完成投资523.6亿元。其中续建项目136个，完成284.3亿元；新建项目128个，已开工119个，完成151.2亿元；"
        "建成项目52个，完成60.8亿元；前期项目141个有序推进。",
        "475个",
        "457个",
    ),
}
"""Each text with the figure that is off, and what it was."""


@pytest.mark.parametrize(("text", "stated", "right"), SLIPS.values(), ids=SLIPS)
def test_a_slip_between_a_total_and_its_parts_is_found_wherever_they_stand(text: str, stated: str, right: str) -> None:
    assert [(claim.stated, claim.recomputed) for claim in _of(text, Verdict.WRONG)] == [(stated, right)]


def test_one_digit_that_is_wrong_in_one_of_several_figures_is_told_of_each() -> None:
    text = "贷款余额265.43亿元，增长9.1%，住户贷款81.26亿元，增长7.4%；企业贷款194.17亿元，增长10.2%。"
    (claim,) = _of(text, Verdict.WRONG)
    assert {"265.43亿元", "81.26亿元", "194.17亿元"} <= {claim.stated, *(used.text for used in claim.operands)}
    assert "184.17" in claim.message


NEARLY = {
    "another division of the same total adds up": (
        "投诉共受理5327件。（1）按性质分：质量问题3125件，占58.7%；价格问题1218件，占22.9%；合同问题984件，占18.5%。"
        "（2）按类别分：家电类2436件，占45.7%；百货类1875件，占35.2%；服务类1026件，占19.3%。"
    ),
    "as many parts as are announced": (
        "前十位来源地投入资金185.4亿元。依次为：甲地61.2亿元、乙地32.5亿元、丙地24.0亿元、丁地18.3亿元、戊地14.7亿元、"
        "己地11.6亿元、庚地8.2亿元、辛地6.9亿元、壬地3.1亿元、癸地2.7亿元。"
    ),
}

LISTS = {
    "其中": "获得专利授权{}项，其中国外专利1项、发明专利8项和实用新型专利46项。",
    "one below the other": "未开工项目共{}个：甲市31个，乙市14个，丙市9个，丁市1个。",
    "a Latin name": "政务新媒体共{}个，其中公众号36个、微博16个、APP2个、头条号1个。",
    "told as done": "为国家增收节支{}万元，其中已上交财政31万元，已减少拨款15万元，已归还原渠道9万元。",
}
"""Each text with a total of 55."""


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_a_list_that_one_wrong_digit_keeps_from_its_total_is_asked_about(text: str) -> None:
    right, wrong = audit_text(text.format("55")), audit_text(text.format("65"))
    assert not {Verdict.WRONG, Verdict.DOUBTFUL} & {claim.verdict for claim in right if claim.kind == "sum"}
    assert {Verdict.WRONG, Verdict.DOUBTFUL} & {claim.verdict for claim in wrong if claim.kind == "sum"}


@pytest.mark.parametrize("text", NEARLY.values(), ids=NEARLY)
def test_parts_that_are_most_likely_all_and_nearly_make_their_total_are_asked_about(text: str) -> None:
    found = [*_of(text, Verdict.WRONG), *_of(text, Verdict.DOUBTFUL)]
    assert [claim.kind for claim in found if claim.kind == "sum"] == ["sum"]


MISPRINTED = {
    "halves led in": "全县实现社会消费品零售总额{}亿元，增长6.2%。其中，城镇零售额98.64亿元，增长5.9%；乡村零售额37.23亿元，增长7.0%。",
    "halves that add up elsewhere": (
        "收储粮食{}万吨，其中夏粮52.47万吨、秋粮83.40万吨；上年收储128.06万吨，其中夏粮49.31万吨、秋粮78.75万吨。"
    ),
    "numbers right beside others that add up": "救助4718人次，支出{}万元，其中住院1236人次，98.64万元；门诊3482人次，37.23万元。",
}
"""Each text with a total of 135.87."""


@pytest.mark.parametrize("text", MISPRINTED.values(), ids=MISPRINTED)
def test_a_total_of_what_is_all_there_is_is_accused_however_far_it_is_off(text: str) -> None:
    assert _of(text.format("135.87"), Verdict.WRONG) == []
    for off in ("131.45", "141.06"):
        (claim,) = _of(text.format(off), Verdict.WRONG)
        assert "135.87" in claim.message


COUNTED_ALIKE = {
    "letters and cases": (
        "二季度受理诉求365件。其中，网站留言92件，书记信箱信件48封，市级转办{}件次，微信留言67件。",
        "158",
        "185",
    ),
    "persons and visits": (
        "接待来访群众1284人次，其中个访{}人，集访412人。",
        "872",
        "827",
    ),
    "coarse and fine units": (
        "全年完成客运量13.42亿人次，增长6.2%。其中公交、地铁、出租和轮渡分别完成7.35亿人、{}亿人、1.79亿人和700万人。",
        "4.21",
        "4.12",
    ),
    "numbered items with a second measure": (
        "发生一般事故27起、死亡31人，同比减少3起、5人。\n1.道路运输发生12起、死亡15人，同比减少2起、3人。\n2.建筑施工发生6起、死亡{}人，同比增加1起、2人。\n3.工矿商贸发生5起、死亡5人，同比减少1起、1人。\n4.渔业船舶发生4起、死亡4人，同比持平。",
        "7",
        "9",
    ),
    "one in each item": (
        "全年审结刑事案件263件。\n1.盗窃犯罪84案。\n2.故意伤害犯罪{}案。\n3.危险驾驶犯罪73案。\n4.交通肇事犯罪39案。\n5.其他刑事犯罪26案。",
        "41",
        "14",
    ),
    "a plan among what is done": (
        "共办理建议152件。已落实的有{}件；计划落实的有38件；暂难落实的有17件。",
        "97",
        "79",
    ),
    "a total that has its own list, two paragraphs before": (
        "全县医疗机构有床位4812张，其中公立3706张、民营1106张。\n床位使用率81.2%，比上年提高1.3个百分点。\n按科室分，内科1420张，外科1165张，妇产科{}张，儿科436张，其他1273张。",
        "518",
        "581",
    ),
    "parts two of which make another number by chance": (
        "1、收案情况\n全年受理案件1712件。其中行政案件43件，民事案件1187件，刑事案件201件，执行案件281件。\n2、结案情况\n全年审结案件1526件，增加31件。\n其中审结行政案件42件、申诉案件1件、民事案件{}件、刑事案件187件、执行案件253件。",
        "1043",
        "1403",
    ),
    "two measures in turn": (
        "接处警1863起，出动警力9214人次。火灾扑救412起，出动3105人次；抢险救援{}起，出动4218人次；社会救助584起，出动1891人次。",
        "867",
        "876",
    ),
    "things of several kinds": (
        "全县有民政服务机构861个。其中敬老院238所，日间照料中心{}家，福利院24所，殡仪馆11座，救助站176个。",
        "412",
        "421",
    ),
}
"""Each text with one of the parts, put right and wrong."""


@pytest.mark.parametrize(("text", "right", "wrong"), COUNTED_ALIKE.values(), ids=COUNTED_ALIKE)
def test_parts_are_found_by_what_they_count_and_where_they_stand(text: str, right: str, wrong: str) -> None:
    spoken = [
        [claim for claim in audit_text(text.format(part)) if claim.verdict in (Verdict.WRONG, Verdict.DOUBTFUL)]
        for part in (right, wrong)
    ]
    assert spoken[0] == []
    assert [claim for claim in spoken[1] if wrong in claim.message]


STANDING_APART = {
    "the first numbers of thoughts that go on": (
        "全县共检查餐饮单位1526家。城区检查684家，责令整改52家，立案7家；城郊检查{}家，责令整改31家，立案4家；乡镇检查445家，责令整改66家，立案9家。",
        "397",
        "379",
    ),
    "what stands at the same place in paragraphs that add up": (
        "全市共有中小学3216所，较上年减少184所。校舍面积1682.4万平方米，增长2.1%；图书4216万册。专任教师14.86万人，增长0.7%。入学率99.96%。\n"
        "小学2347所，比上年减少{}所；招生28.14万人。入学率99.98%。巩固率99.91%。校舍面积991.7万平方米，增长1.6%；图书2518万册。"
        "专任教师8.91万人，增长0.9%。学历合格率99.8%。每名教师负担的学生16.3人。\n"
        "初中869所，比上年减少26所；招生15.36万人。入学率99.87%。校舍面积690.7万平方米，增长2.8%；图书1698万册。专任教师5.95万人，增长0.4%。",
        "158",
        "168",
    ),
    "a total of the first paragraph, divided three times": (
        "2023年全市发生道路交通事故4126起，死亡512人，受伤3987人。与上年相比，起数下降4.2%。其中较大事故6起，一般事故2873起。\n"
        "一、城乡分布。城区道路发生1284起，死亡137人，占26.8%；国省道发生1596起，死亡241人，占47.1%；乡村道路发生1246起，死亡134人，占26.2%。\n"
        "二、时段分布。白天发生2478起，死亡286人；夜间发生1648起，死亡226人。\n"
        "三、车型分布。小型客车发生1874起、死亡178人；货车1012起、死亡163人。此外，摩托车死亡96人，电动自行车死亡{}人，其他车辆死亡17人。",
        "58",
        "85",
    ),
    "a list told again without its total": (
        "抽查卷烟零售户350户。\n一、环境卫生\n好评户212户，中评户104户，差评户34户。问题集中在城郊。\n多数店面陈列整齐。\n"
        "二、明码标价\n个别店未更新价签。\n好评户{}户，中评户81户，差评户21户。",
        "248",
        "284",
    ),
    "shares of one whole in two paragraphs": (
        "煤炭消费量增长1.2%，占能源消费总量的比重为54.3%；石油消费量增长0.8%，占能源消费总量的比重为{}%。\n"
        "天然气消费量增长6.4%，占能源消费总量的比重为9.1%，同比提高0.3个百分点；非化石能源消费量增长9.2%，占能源消费总量的比重为18.2%，同比提高0.9个百分点。",
        "18.4",
        "14.8",
    ),
    "what is carried over from two totals": (
        "2022年，全县一般公共预算收入8.42亿元，加上级补助收入24.36亿元、债券收入3.15亿元，收入总计35.93亿元；"
        "一般公共预算支出31.08亿元，加上解支出2.46亿元、债务还本支出0.72亿元，支出总计34.26亿元。结转下年{}亿元。",
        "1.67",
        "1.76",
    ),
}
"""Each text with one of the parts, put right and wrong."""


@pytest.mark.parametrize(("text", "right", "wrong"), STANDING_APART.values(), ids=STANDING_APART)
def test_a_slip_is_found_where_other_numbers_stand_between_a_total_and_its_parts(
    text: str, right: str, wrong: str
) -> None:
    said = [claim for claim in audit_text(text.format(right)) if claim.verdict in (Verdict.WRONG, Verdict.DOUBTFUL)]
    assert said == []
    assert [claim for claim in _of(text.format(wrong), Verdict.WRONG) if wrong in claim.message]


INNOCENT = {
    "parts told by the noun of the number beside the total": (
        "签订合同109个，协议引资7.78亿元，到位资金8.32亿元，增长49.6%。其中工业项目35个，到位资金6.14亿元，增长60.3%；"
        "基础设施项目18个，到位资金8910万元；其它项目56个，到位资金1.31亿元。"
    ),
    "another number behind parts of which each has its own": (
        "在东部地区就业的农民工15438万人，增加306万人。其中，在甲地就业的农民工2125万人，增加49万人，在乙地就业的农民工5339万人，增加160万人；"
        "在丙地就业的农民工4219万人，减少4万人。在中部地区就业的农民工6571万人，增加344万人。在西部地区就业的农民工6280万人。"
    ),
    "lists of the same names each with its total": (
        "2021年评查案卷126卷。\n优秀卷36卷，合格卷84卷，不合格卷6卷。\n2022年评查案卷118卷。\n优秀卷41卷，合格卷73卷，不合格卷4卷。"
    ),
    "shares that say that the list is not all": "全年发生火灾560起。从原因看，电气176起，占31.4%；用火66起，占11.8%；操作16起，占2.9%。",
    "two halves and something else": "税收收入38.62亿元，增长4.1%。非税收入21.47亿元；基金收入16.85亿元。",
    "parts of one total that are none of each other": "已审结1927件，其中判决1036件、调解891件；结转下年157件。",
    "a total in coarse units beside parts in fine ones": (
        "前两个月存款增加6.44万亿元，其中住户存款增加5.73万亿元，企业存款减少1.85万亿元，财政存款增加4806亿元，同业存款增加1.71万亿元。"
    ),
    "two halves of three": "全市医院263家，床位4.1万张。公立医院87家，民营医院149家，中外合资医院27家。",
    "numbers of another time": "1—9月货运量4514.6万吨，其中公路3330.2万吨、铁路766.4万吨。9月货运量1494.1万吨。",
}


@pytest.mark.parametrize("text", INNOCENT.values(), ids=INNOCENT)
def test_numbers_that_are_no_parts_are_not_accused(text: str) -> None:
    assert [claim.message for claim in _of(text, Verdict.WRONG)] == []


LEFT = {
    "顺差": ("1—9月进口3182.6亿元，增长2.4%；出口5947.3亿元，增长6.0%。贸易顺差{}亿元。", "2764.7", "2746.7"),
    "told before its numbers": (
        "存贷款差额为{}万元。年末存款余额138274万元，增长6.1%；贷款余额91454万元，增长4.0%。",
        "46820",
        "48620",
    ),
    "with what was carried over": ("上半年旧存案件1130件，新收案件3452件，结案2294件，未结案件{}件。", "2288", "2828"),
    "past what is told inside": (
        "养老保险基金收入1879.1亿元，其中保险费收入1550.1亿元，补贴收入266.9亿元；支出1646.0亿元；本年收支结余{}亿元。",
        "233.1",
        "323.1",
    ),
    "another unit": ("送审金额6.20亿元，审定金额4.85亿元，核减工程款1.35{}元。", "亿", "万"),
}
"""Each text with what it leaves open, put right and wrong."""


@pytest.mark.parametrize(("text", "right", "wrong"), LEFT.values(), ids=LEFT)
def test_what_is_left_is_judged_by_the_numbers_that_words_name(text: str, right: str, wrong: str) -> None:
    assert _of(text.format(right), Verdict.WRONG) == []
    assert [claim.kind for claim in _of(text.format(wrong), Verdict.WRONG)] == [
        "consistency" if "万" in wrong else "difference"
    ]


def _of(text: str, verdict: Verdict) -> list[NumericClaim]:
    return [claim for claim in audit_text(text) if claim.verdict == verdict]


def test_of_so_many_no_more_can_have_grown_and_fallen() -> None:
    assert [claim.kind for claim in _of("37个大类行业中15个增长、32个下降。", Verdict.WRONG)] == ["count"]
    assert _of("37个大类行业中15个增长、22个下降。", Verdict.WRONG) == []


def test_points_by_a_rate_that_is_told_right_behind_them() -> None:
    text = (
        "分行业看，住宿业营业额36.4亿元，同比增长17.8%，比餐饮业高出{}个百分点；餐饮业营业额92.6亿元，同比增长12.4%。"
    )
    assert _of(text.format("5.4"), Verdict.WRONG) == []
    assert [claim.stated for claim in _of(text.format("4.5"), Verdict.WRONG)] == ["4.5个百分点"]
