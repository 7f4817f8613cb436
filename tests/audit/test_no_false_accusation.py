"""Ways of writing in real documents that were once taken for errors: nothing in them is `wrong`; beside them, what stays so."""

import pytest

from zzlib.audit import audit_text


def wrong(text: str) -> set[str]:
    return {claim.stated for claim in audit_text(text) if claim.verdict == "wrong"}


def verdict_of(text: str, stated: str) -> str | None:
    return next((claim.verdict for claim in audit_text(text) if claim.stated == stated), None)


@pytest.mark.parametrize(
    "text",
    [
        # another printed number as the base gives just what is printed
        "全市判处罪犯21500人。其中，判处缓刑的9800人，判处重刑的3827人，占罪犯的17.8%。",
        "全县一般公共预算收入156400万元。其中税收收入97300万元，非税收入59100万元，税占比62.2%。",
        # each counts for half, shares that make a hundred as they are printed
        "学校现有专任教师1210人、外聘教师480人，折合教师总数为1450人。",
        "从性别看，女职工2167.2万名，占总数的24.7%；少数民族605.1万名，占6.9%；大专以上3775.5万名，占43.0%。"
        "从年龄看，35岁及以下2247.9万名，占25.6%；36岁至45岁1779.2万名，占20.3%；46岁至60岁2466.2万名，占28.0%；61岁及以上2286.0万名，占26.1%。",
        # what is short of the target is no base
        "一般公共预算收入完成760万元，占年初预算月进度的40.4%，短月进度1120万元。",
        # bands side by side, a part that is told twice, a list within 其中, totals divided in two ways
        "务农人员中，30岁以下人口410万人，31—50岁人口0.95亿人，51岁以上人口1.2亿人。",
        "全省水资源总量812.5亿立方米。其中，地表水资源量790.3亿立方米，地下水资源量241.6亿立方米，"
        "地下水与地表水资源不重复量22.2亿立方米。",
        "全镇预算收入3300万元，上级转移支付收入1520万元，其中：一般转移支付1210万元（含结算补助310万元），"
        "上年结转45万元，收入合计为4865万元。",
        "全年财政总收入8930万元，其中税收收入5410万元，增长21.6%，地方财政收入6620万元，下降12.4%。",
        # 加上 adds to what the sentence before tells
        "一般公共预算收入32.6亿元。加上补助收入15.2亿元，债务收入7.4亿元，上年结转1.1亿元，收入合计56.3亿元。",
        # the growth is of a rate, not of the count that stands near
        "沿江13个城市平均优良天数比例为62.4%，同比下降3.7%。",
        "自然增加人口712人，人口自然增长率为0.4‰。",
        # operands that are rounded, and a result that is cut off
        "全区税收总额98.9亿元。上半年甲市入库税收48.4亿元，占全区税收总额的48.8%。",
        # a part of the later total, the second number named first, last year's rate, the rate of the other half
        "1—6月累计收入22.2亿元，其中税收收入15.9亿元；1—5月累计为18.3亿元。",
        "第二产业28.63万人，第三产业33.41万人，二、三产业人员之比为46.1：53.9。",
        "1—10月共304天，优良天数261天，优良率为85.9%；上年同期优良率为83.2%。",
        "实际参加考试26918人，缺考1379人，缺考率4.9%。",
    ],
)
def test_nothing_is_accused(text):
    assert wrong(text) == set()


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("全市共立刑事案件91起，与去年同期相比下降35.2%。", "35.2%"),
        ("9月份财政收入26.68亿元，比上年同月增收6.18亿元，增长30.09%。", "30.09%"),
        ("全县共有中小学校76所，其中小学52所、初中22所、高中4所。", "76所"),
    ],
)
def test_what_no_reading_gives_is_still_wrong(text, stated):
    assert wrong(text) == {stated}


def test_columns_without_heads_are_not_taken_for_what_the_rows_above_make():
    rows = [
        "项目 | 单位",
        "零售总额 | 万元 | 387581 | 1173850 | 2.0 | 100",
        "批发 | 万元 | 373390 | 1044727 | 0.6 | 89.00",
    ]
    assert wrong("\n".join((*rows, "餐饮 | 万元 | 14191 | 129123 | 14.7 | 11.00"))) == set()


def test_a_gap_is_of_the_target_and_what_came_under_one_unit_line():
    head = "单位：万元\n| 单位 | 年度目标 | 到位资金 | 还差 | 错误 |\n"
    rows = "| 甲局 | 4183 | 2300 | 1883 | 0 |\n| 乙局 | 683 | 44.84 | 638.16 | 0 |\n"
    none = "".join(
        f"| {name}局 | {goal} | 0 | {goal} | 0 |\n" for name, goal in (("丙", 250), ("丁", 100), ("戊", 300))
    )
    assert wrong(head + rows + none) == set()
    assert wrong(head + rows.replace("638.16", "628.16") + none) == {"628.16"}


def test_equal_small_numbers_are_no_quotients_of_two_columns():
    rows = [
        ("甲局", 4183, 1883, 0),
        ("乙局", 683, 583, 0),
        ("丙局", 250, 250, 1),
        ("丁局", 100, 100, 1),
        ("戊局", 300, 300, 1),
    ]
    table = "\n".join(f"| {name} | {goal} | {gap} | {errors} |" for name, goal, gap, errors in rows)
    assert wrong(f"| 单位 | 申报数 | 在建数 | 错误 |\n{table}") == set()


def test_a_list_behind_a_colon_that_nothing_calls_whole_is_only_doubted():
    text = "1至9月交通固定资产投资4209亿元：公路3710.5亿元，沿海港口319.5亿元，内河73.4亿元。"
    assert verdict_of(text, "4209亿元") == "doubtful"
    assert wrong(text.replace("投资4209", "共投资4209")) == {"4209亿元"}
    assert wrong(text.replace("73.4", "197.0")) == {"197.0亿元"}  # 179.0: a slip of the pen


def test_what_is_among_them_is_of_the_number_right_before():
    text = "问题6项，金额237054.47万元：整改资金201783.20万元，其中追缴77038.68万元，归还原渠道1580万元。"
    assert verdict_of(text, "237054.47万元") is None


@pytest.mark.parametrize(("rate", "verdict"), [("6.4%", "ok"), ("4.6%", "wrong")])
def test_the_mean_of_two_years_is_the_root_of_their_growth(rate, verdict):
    text = f"开发投资同比增6.0%，比2019年同期增13.2%，两年平均{rate}。"
    assert verdict_of(text, rate) == verdict


def test_items_with_counts_of_their_own_add_up_and_are_no_names():
    assert verdict_of("项目7个：储备1个、申报3个、到位1个、在建2个。", "7个") == "ok"
    assert wrong("有5个单位：甲局3个、乙局2个、丙局1个、丁局1个。") == {"5个"}


@pytest.mark.parametrize(
    "text",
    [
        # persons told by post, degree and honour, who are counted more than once; parts that need not be all
        "医学院现有教职工1860人，其中专任教师1290人，包括博士生导师118人、硕士生导师502人。",
        "全日制在校生26400人，其中本科生22100人、博士研究生240人、硕士研究生2900人、港澳台学生98人；留学生1500人。",
        "研究所现有固定人员38名，其中研究员15人，副研究员11人，22人具有博士学位，14人具有硕士学位。",
        "学院现有教职工135人，其中专任教师104人，教授21人，副教授43人，博士生导师12人，学科评议组成员1人，名师1人。",
        "有医护人员52名，其中在编医师15名，其中主任医师3名，副主任医师4名，硕士研究生7名，在读硕士研究生2名，在读博士研究生1名。",
        "学校有教职工2260人，专任教师1388人，其中高级职称802人，博士生导师147人，博士学位教师469人。",
        "全市商品房销售面积132.6万平方米，同比下降18.4%，降幅比上半年扩大3个百分点；其中住宅销售面积110.3万平方米，同比下降20.1%；办公楼6.9万平方米，同比增长35.3%；商业营业用房13.5万平方米，同比增长9.2%。",
        "2024年全省法院受理案件95.4万件，审执结86.2万件；相对应的是，2023年全省法院共受理案件101.3万件，同比下降12.4%。",
        "在31个省级行政区中，降水量比常年值偏多的有14个省，其中海南、广东偏多20%左右。",
        "全年发案77起，破案51起，破案率66.20%。",
        "受理经济纠纷案件1.07万件，连同上年结转审结1.08万件，结案率101%。",
        "学校有6个省级品牌专业。5个部级设置的研究（院、中心）、实验室。",
        "2004年运动会获得32枚金牌、63枚奖牌，列奖牌榜第2；2008年运动会获得51枚金牌、100枚奖牌，列奖牌榜第1；2012年运动会获得38枚金牌、88枚奖牌，列奖牌榜第2。",
        "1—7月，全区重大项目完成投资675.9亿元，投资完成率54.4%，高于去年投资时序进度3.8个百分点。",
        "2022年电信业务收入1.52万亿元，比上年增长8.0%。其中，固定数据业务收入2710亿元，增长9.8%；移动数据业务收入6620亿元，增长3.3%。",
        "设有12个学院，本科招生专业71个；有4个博士后流动站、8个一级学科博士学位授权点、1个专业博士授权类别、33个一级学科硕士学位授权点、5个二级学科硕士点、18个专业硕士授权点。",
        "年末共有旅游景区39个，其中5A级3个，4A级19个，3A级14个。",
        "实验室现有固定科研人员46名，其中教授29名，副教授7名，讲师6人，管理和技术人员3人。",
        "当日报告病例33例，其中甲市报告9例，乙市报告7例，丙市报告5例，丁市报告4例，戊市报告3例，己市报告2例，庚市、辛市、壬市各报告1例。",
        "全州地区生产总值95.28亿元，可比增长10.1%；财政预算收入完成7.72亿元，同比增长11.2%；财政预算支出完成87.96亿元，同比增长27.2%；城镇居民人均可支配收入14862元，同比增长8.6%；农村居民人均可支配收入4759元，同比增长9.6%。",
        "该镇下辖2个社区、4个行政村：路北社区、路南社区、东镇村、西街村、东鲁村、裴村，镇政府驻东镇村。",
        "全市23座水库共蓄水18038.2万方，比历年同期少蓄1561.8万方，比去年同期多蓄15800.2万方，蓄水位均在汛限水位以下。",
        "截至18日，5座水库新增来水268.7万立方米，其中八河水库新增来水240万立方米，湾头水库新增来水20万立方米，后龙河水库新增来水6万立方米，逍遥水库和纸坊水库新增来水均不到2万立方米。",
    ],
)
def test_persons_counted_twice_open_lists_and_odd_bases_are_not_accused(text):
    assert not wrong(text)


def test_what_words_close_is_still_accused():
    assert wrong(
        "单位实有在职人员95人，其中办公室14人、预算科22人、执法队31人、法规科9人、信息中心18人，以上即为全部内设机构。"
    )
    assert wrong("有27名大学毕业生（2名博士、3名硕士、21名本科生）到保护区工作。")
    assert wrong("全市共有村民小组1860个，行政村155个，平均每村15个小组。") == {"15个"}
    assert verdict_of("受理经济纠纷案件1.07万件，连同上年结转审结1.08万件，结案率101%。", "101%") == "ok"


def test_a_base_is_what_something_has_come_to_and_not_what_it_was():
    text = "全县耕地面积由上年的85.6万亩增加到127.9万亩。高标准农田40.3万亩，占耕地面积的{}。"
    assert verdict_of(text.format("31.5%"), "31.5%") == "ok"
    (claim,) = [c for c in audit_text(text.format("33.5%")) if c.verdict == "wrong"]
    assert claim.recomputed == "31.5%"


def test_a_list_of_two_kinds_is_counted_kind_by_kind():
    text = "该镇下辖2个社区、4个行政村：路北社区、路南社区、东镇村、西街村、东鲁村{}。"
    assert not wrong(text.format("、裴村"))
    (claim,) = [c for c in audit_text(text.format("")) if c.verdict == "wrong"]
    assert (claim.stated, claim.recomputed) == ("4个", "3个")
    (claim,) = [c for c in audit_text(text.format("、裴村、新村、老村")) if c.verdict == "wrong"]
    assert claim.recomputed == "6个"  # as many as both numbers tell
