"""What must be left alone: the auditor accuses nobody of what it can't bind or what is no claim."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zzlib.audit import audit, audit_text

SENTENCES = [
    "今年要办的260项中，报表说明已办结的5项；其余36个单位要办的都没有办结。",
    "今年交办260项，已办结5项，其余36个单位都没有办结。",
    "共查处违法行为2163起，造成412人死亡、1845人受伤，分别占总数的87.0%、83.1%和87.2%。",
    "高标准农田任务100万亩，完成80万亩，占任务的80%。造林面积50万亩，完成任务的60%。",
    "政府性基金支出完成5308万元，完成年初预算数24710万元的21.5%。一般公共预算收入完成20003万元，完成年初预算的75.5%。",
    "一是抓好项目储备。全年储备项目265个，总投资180.5亿元。",
    "投资5000万元以上项目28个、亿元以上项目15个、5亿元以上项目4个。",
    "共有会员120人，其中党员45人，女性80人，少数民族12人。",
    "全县中小学76所，其中小学52所，农村学校61所。",
    "某政发〔2013〕5号文件要求，各单位于3月15日前报送，联系电话0791-6523418、13800138000。",
    "全年争取资金突破10亿元，超过去年的8.6亿元，增长近20%。",
    "总量居全市第3位，增幅居全市第1位，较上年前移2位。",
    "到2015年，力争地区生产总值突破200亿元，年均增长12%以上，“十二五”末实现翻一番。",
    "城镇登记失业率控制在4%以内，人口自然增长率控制在6‰以内。",
    "全县12个乡镇186个行政村实现通水泥路率100%、通客车率98.5%。",
    "财政收入增长12.5%，高于GDP增速3.2个百分点，占GDP的比重为8.6%。",
    "完成率由65%提高到70%，提高5个百分点，增长7.7%。",
    "全县共有贫困户3256户9868人，其中2018年脱贫1120户3650人，2019年脱贫1586户4712人，剩余550户1506人。",
    "贷款1.2亿元，期限5年，利率4.35%，贴息比例50%。",
    "按每亩补助500元的标准，共补助1.2万亩，补助资金600万元。",
    "项目总投资3.5亿元，其中申请中央资金1.2亿元，建设期2年，规划用地120亩，建筑面积3.6万平方米。",
    "会议应到代表186名，实到178名，符合法定人数。",
    "全年发放低保金3680万元，惠及8256户15320人，城市低保标准提高到每人每月420元，农村提高到240元。",
    "第三次全国农业普查显示，全县有耕地42.6万亩，比第二次普查增加1.2万亩。",
    "新增就业5200人，完成年任务的104%；转移农村劳动力8600人，完成年任务的107.5%。",
    "今年计划实施30个项目，其中新建18个、续建12个；目前已开工22个，完工5个。",
    "全市平均为58.3%，我县为52.1%，比全市平均低6.2个百分点，比排名第一的甲县低20.5个百分点。",
    "一季度完成1.2亿元，二季度完成1.3亿元，三季度完成1.5亿元，前三季度累计完成4亿元。",
    "1月份完成3200万元，2月份完成2800万元，3月份完成4100万元，一季度完成10100万元。",
    "上半年，全县争取上级资金5.2亿元，同比增长15.3%，其中6月份当月争取1.1亿元，同比增长42%。",
    "全县有省级龙头企业5家、市级龙头企业23家，龙头企业总数达到28家，比上年增加4家。",
    "截至目前，30个重点项目完成投资42.3亿元，占年度计划的70.5%，其中10个省重点项目完成投资18.6亿元，占年度计划的82.7%，20个市重点项目完成投资23.7亿元，占年度计划的63.2%。",
    "同比增长1.5倍，是2010年的2.5倍。",
    "农村居民人均可支配收入15200元，同比增长9.8%，城乡居民收入比缩小到2.1:1。",
    "全年实现税收12.6亿元，占财政收入比重达76.5%，比上年提高2.3个百分点；其中增值税5.2亿元、企业所得税2.1亿元、个人所得税0.8亿元。",
    "三年共投入资金15亿元，平均每年5亿元，较“十一五”期间年均增长30%。",
    "将于2014年12月底前全面完成，完成投资8000万元，完成率达80%以上的项目给予奖励50万元。",
    "安排预备费2000万元，占本级支出的1.2%，符合预算法1%—3%的规定。",
    "每个村补助20万元，共补助35个村700万元。",
    "报名1256人，参考1180人，参考率93.9%；合格1062人，合格率90%。",
    "抽检样品320批次，合格312批次，合格率97.5%，不合格8批次。",
    "出动执法人员1260人次，检查企业420家次，发现隐患356处，整改340处，整改率95.5%。",
    "全年共审批项目86个，总投资120亿元；核准12个，备案74个。",
    "县直部门38个，其中完成任务的有25个，占65.8%，乡镇14个，其中完成任务的有9个，占64.3%。",
    "全县争取资金总额中，县直部门占85%，乡镇占15%；前五名单位占全县的62.3%，较上年提高3个百分点。",
    "评出一等奖1名、二等奖2名、三等奖3名，共6名。",
    "建设里程25.6公里，其中一期12.3公里已通车，二期13.3公里正在施工。",
    "增长18.6%，增速比全市高2.1个百分点，比全省高3.4个百分点，分别居全市第2位、全省第15位。",
    "到位率分别为中央资金100%、省级资金95%、市级资金80%。",
    "甲镇、乙镇、丙镇分别完成85%、92%、78%，分别居第2、第1、第3位。",
    "2012年完成6.8亿元，2013年完成8.5亿元，2014年计划完成10亿元，增长17.6%。",
    "本次会议共5项议程：一是通报情况；二是表彰先进；三是签订责任状。",
    "全县85%的项目已开工，60%以上的资金已拨付，剩余15%的项目年底前开工。",
    "完成技改投资3.6亿元，技改投资占工业投资的比重为35%，工业投资占固定资产投资的比重为42%。",
    "森林面积168万亩，森林覆盖率68.5%，活立木蓄积量580万立方米。",
    "1.加强领导。2.落实责任。3.每月5日前报送，全年共报送12期。",
    "完成年度目标的25%-79%的有10个单位，1-24%的有10个单位。",
    "实现了“3个100%”：建制村通硬化路100%、通客车100%、通宽带100%。",
    "“十四五”期间规划项目120个，总投资350亿元，年均完成70亿元左右。",
    "第二产业占比48.3%，比第三产业高10.2个百分点；第一产业占比下降0.6个百分点。",
    "单位能耗下降3.2%，二氧化硫排放量削减8%，PM2.5平均浓度35微克/立方米，优良天数比例92.3%。",
    "比值2.58:1，时间9:30，版本3.2.1，编号2013-000001-01，身份证号360123199001011234。",
    "近5年累计投入约3.6亿元，其中中央资金2亿多元，占55%左右。",
]
# What real documents write and an earlier state of the auditor accused: other subjects and numbers.
SENTENCES += [
    # a list of items, each with its share: none is the whole of another
    "共受理建议254件。已解决的有211件，占83.1%；列入计划的有43件，占16.9%。",
    "帮教谈话412人次，占总人次的61.5%；诫勉处理178人次，占26.6%；组织处理80人次，占11.9%。",
    "渠道供水4120.5万立方米，占供水总量的78.4%；井灌供水890.2万立方米，占供水总量的16.9%；其他245.6万立方米，占供水总量的4.7%。全年供水5256.3万立方米。",
    "全县常住人口41.62万人。0至14岁人口8.21万人，占19.73%；15至59岁人口26.05万人，占62.59%；60岁及以上人口7.36万人，占17.68%，其中65岁及以上人口5.02万人，占12.06%。",
    "良好林地812.4万亩，占比91.28%；一般林地65.3万亩，占比7.34%；较差林地12.3万亩，占比1.38%。",
    # one unprinted whole, or one task, for the rates of a list
    "全县危房改造已开工3120户，竣工1985户，开工率78%，竣工率49.6%。",
    "两年改造任务4150户。两年开工数为4233户，开工率达102%；竣工3652户，竣工率达88%；入住3527户，入住率达85%。",
    "全市新收案件41250件，同比上升6.2%；结案35180件，结案率为72.4%。",
    # a plan of the part's own; the plan at the head of the paragraph; the noun after 占 is no numerator
    "全年累计完成水利投资86.2亿元，占年度计划110亿元的78.4%，其中：重点工程完成61.4亿元，占年度计划79.2%；面上工程完成24.8亿元，占年度计划76.3%。",
    "20万户农网改造（2014—2018年）。累计下达改造计划21.6万户，累计完成17.2万户，占总计划的86%。",
    "全区一般公共预算收入521.3亿元，财政总收入802.4亿元。税收收入占一般公共预算收入的比重为65.0%。",
    # thousands with a blank or a full comma
    "全年共受理各类案件152 318件（不含旧存11 204件），比上年下降2.1%。其中刑事案件18 062件，比上年下降5.3%。",
    "登记在册企业28，583家，同比增长4.7%。",
    # 分别 by name, not from the end; of one unit
    "全县发生事故17起、死亡9人、受伤4人，同比事故起数和死亡人数分别下降26.1%、30.8%，受伤人数上升33.3%。",
    "新开工12个，完成投资41.2亿元，续建64个，完成投资120.6亿元，分别占年计划的52.3%、48.9%。",
    # present items called 上年…; all gone; one person counted twice
    "本级收入21560万元，上级补助收入84210万元，上年结转收入3120万元，上年结余收入46万元，调入资金5210万元，收入总计114146万元。",
    "涉农信访0件，同比下降100%。",
    "全县处分86人（其中党纪处分79人、政务处分14人）。",
    # a breakdown inside a breakdown; several states of one thing beside a rate
    "抽取回访项目400件，其中有效回访318件，满意的306件，一般的9件，不满意的3件。",
    "全年发现问题96个，已整改51个，正在整改24个，移送8个，整改率达到72%。",
    # other clauses' leads over the schedule, and a schedule rounded beforehand
    "截至5月底，完成投资18.2亿元，占年度计划的44.9%，高于序时进度3.2个百分点；市级项目完成7.6亿元，占年度计划的46.1%，超序时进度4.4%。",
    "截至7月底，完成年初预算的54.2%，支出进度低于序时进度3.8个百分点。",
    # an increase since the year's beginning beside one of a year; a second-order change
    "年末贷款余额512.6亿元，同比增长14.2%，比年初新增58.3亿元。",
    "各项存款余额86.4亿美元，比年初增加5.2亿美元，同比少增1.9亿美元。",
    "全县发生較大以上事故44起，死亡125人，同比減少6起、23人，分別下降12.0%和15.5%。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_nobody_is_accused(sentence):
    assert [claim.message for claim in audit_text(sentence) if claim.verdict in ("wrong", "truncated")] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "某政办〔2013〕25号",
        "联系电话0791-6523418",
        "2013年5月31日",
        "总量居全市第3位",
        "第4条第2款",
        "比例为2.58:1",
        "五年规划的第3年",
        "停在同一阶段满3个月",
    ],
)
def test_what_is_no_quantity_makes_no_claim(sentence):
    assert audit_text(sentence) == []


def test_parts_that_leave_something_out_are_no_error():
    assert not [c for c in audit_text("公路总里程1862.5公里，其中国道86.3公里、省道152.7公里。") if c.kind == "sum"]


def test_growth_reckoned_at_constant_prices_is_not_held_against_printed_amounts():
    claims = audit_text("全县生产总值126.8亿元，比上年的112.3亿元增长9.2%。")
    assert [claim.verdict for claim in claims] == ["unverifiable"]


def test_a_rough_number_gives_no_strict_verdict():
    claims = audit_text("全年争取资金约3.5亿元，占年度任务5亿元的68%左右。")
    assert [claim.verdict for claim in claims] == ["hedged"]


PIECES = [
    "全县",
    "完成",
    "占",
    "的",
    "其中",
    "，",
    "；",
    "。",
    "（",
    "）",
    "、",
    "12个",
    "3.5亿元",
    "45%",
    "增长",
    "同比",
    "下降",
]
PIECES += [
    "分别",
    "为",
    "任务",
    "还差",
    "合计",
    "其余",
    "单位",
    "项目",
    "率",
    "截至5月底",
    "每月",
    "0%",
    "0个",
    "序时进度",
    "1.2个百分点",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_text_breaks_it(text):
    for claim in audit_text(text):
        assert claim.stated and claim.message and "出错" not in claim.message


def test_a_family_that_fails_does_not_take_the_rest_down(monkeypatch):
    def failing(sentence, reading):
        raise IndexError

    monkeypatch.setattr(audit, "_FAMILIES", (("growth", failing), *audit._FAMILIES))
    claims = audit_text("到位2.4亿元，占全年任务4亿元的50%。")
    failed, told = sorted(claims, key=lambda claim: claim.verdict)
    assert (failed.verdict, told.verdict) == ("unverifiable", "wrong")
    assert "出错" in failed.message and "人工" in failed.message


def test_a_relation_that_fails_does_not_take_the_rest_down(monkeypatch):
    def failing(register):
        raise IndexError

    monkeypatch.setattr(audit, "_RELATIONS", (failing, *audit._RELATIONS))
    claims = audit_text("到位2.4亿元，占全年任务4亿元的50%。")
    assert [claim.verdict for claim in claims if "出错" not in claim.message] == ["wrong"]
    assert ["人工" in claim.message for claim in claims if "出错" in claim.message] == [True]


def test_parts_of_unlike_measures_that_exceed_their_total_are_a_doubt_at_most():
    overlapping = "全年累计开展义诊76场，其中进乡村41场，联合省级医院开展12场，针对慢性病患者38场。"
    assert {claim.verdict for claim in audit_text(overlapping)} == {"doubtful"}


@pytest.mark.parametrize(
    "text",
    [
        "得分居前的是南苑社区（96.1分）、北苑社区（95.4分）和东苑社区（93.8分），三个社区得分接近。",
        "居民最为依赖的3种网络应用则为及时通信、网络新闻和搜索引擎；而论坛/BBS、短信年增长率呈现最大下滑，分别为：-19.3%、-9.0%； 社交网站增长不足5%。",
    ],
)
def test_a_list_of_an_unusual_end_breaks_nothing(text):
    assert all("出错" not in claim.message and claim.verdict != "wrong" for claim in audit_text(text))


def test_a_total_wider_than_the_parts_told_is_a_doubt_and_none_where_a_table_has_it():
    text = "截至5月底，水利局到位资金300万元，教育局到位资金400万元，全县合计950万元。"
    table = "\n| 单位 | 到位资金（万元） |\n| 水利局 | 300 |\n| 教育局 | 400 |\n| 林业局 | 250 |\n| 合计 | 950 |"
    assert [claim.verdict for claim in audit_text(text) if claim.stated == "950万元"] == ["doubtful"]
    assert {claim.verdict for claim in audit_text(text + table)} <= {"ok", "unverifiable"}


def test_no_numbers_of_unrelated_things_are_put_into_a_message():
    claims = audit_text("有2个镇、13家企业参加，其余已完成（18%）。")
    assert not [claim.message for claim in claims if "会算得" in claim.message]
