"""One thing of the ledger in ten wordings each: right it passes and is held, wrong it is told, however it is said."""

import pytest

from tests.audit.ledger_of_june import TITLE, held, ledger_of_june, verdicts
from zzlib.audit.against.ledger_and_text import not_proved
from zzlib.audit.audit import audit_blocks
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.own import against_month
from zzlib.ledger import Ledger


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return ledger_of_june(tmp_path_factory.mktemp("云溪"))


SINCE_JANUARY = [
    "今年前六个月，我县共向上争取各类补助资金3200万元，实际到位{}。",
    "今年前6个月，全县到位资金{}。",
    "1至6月份，全县累计到位资金{}。",
    "元至6月，全县累计到位资金{}。",
    "到6月末，全县到位资金{}。",
    "6月底，全县已到位上级资金{}。",
    "上半年，全县共到位资金{}。",
    "今年上半年，全县资金到位{}。",
    "今年以来，全县争取的资金已实际到位{}。",
    "截止目前，全县累计到位资金{}。",
    "截至2013年6月30日，全县到位资金{}。",
    "年初以来，全县共争取到位资金{}。",
]
GAP = [
    "全年要争取到位资金5000万元，到6月底还有{}的缺口。",
    "距全年任务尚有{}缺口。",
    "离年度目标仍有{}的差距。",
    "完成全年任务还差{}。",
    "与全年任务相比，还相差{}。",
    "距年度目标任务缺口还有{}。",
    "对照全年任务，尚差{}。",
    "要完成全年任务，还需争取资金{}。",
    "距离完成年度任务还缺{}。",
    "全年任务还有{}没有完成。",
    "剩余{}的任务要在下半年完成。",
]
OF_THE_MONTH = [
    "6月份，全县当月到位资金{}。",
    "6月当月到位资金{}。",
    "6月，全县当月新增到位资金{}。",
    "全县本月到位资金{}。",
    "到位资金比5月底增加{}。",
    "全县到位资金较上月末增加{}。",
    "全县到位资金1430万元，比上月底净增{}。",
    "6月单月到位资金{}。",
    "全县到位资金1430万元，其中6月当月到位{}。",
    "到位资金比5月末多{}。",
]
SUPPORTED = [
    "全县累计编报项目6个，其中争取到资金或者用地支持的{}。",
    "争取到资金或用地指标的项目{}。",
    "获得资金或用地支持的项目有{}。",
    "已转化项目{}。",
    "全县实现转化的项目{}。",
    "6个项目中，已有{}争取到资金或用地指标。",
    "其中有{}项目获得了资金或用地支持。",
    "落实资金或用地的项目{}。",
    "全县得到资金、用地支持的项目共{}。",
    "争取到资金或土地指标支持的项目为{}。",
]
SHARES = [
    "到6月底，全县争取的个性型资金到位680万元，只占到位资金总额的{}。",
    "个性型项目到位资金680万元，占全县到位资金的{}。",
    "个性型资金到位680万元，占到位总额的{}。",
    "个性型资金占到位资金的{}。",
    "到位的个性型资金占全县的{}。",
    "个性型资金占比为{}。",
    "个性型资金占比只有{}。",
    "到位资金中，个性型占{}。",
    "到位资金中个性型资金680万元，占比{}。",
    "在全县到位资金中，个性型项目资金的比重为{}。",
]
WENT_THERE = [
    "今年以来，城关镇多次到省厅汇报衔接，截至6月底争取资金1000万元，已到位{}。",
    "城关镇主动到市局对接项目，累计到位资金{}。",
    "今年以来，城关镇积极向省水利厅争取支持，到位资金{}。",
    "城关镇组织专人赴省市有关部门跑项目，截至6月底到位资金{}。",
    "城关镇先后5次到市发改局汇报，已到位资金{}。",
    "城关镇加强与省财政厅、市水务局的沟通衔接，到位资金{}。",
]
NEW_ONES = [
    "截至6月底，城关镇共编报项目2个，其中今年新增{}。",
    "城关镇编报项目2个，其中新增{}。",
    "城关镇共开发项目2个，今年新增{}。",
    "城关镇累计上报项目2个（其中本年新增{}）。",
    "城关镇编报项目2个，其中结转{}。",
    "城关镇共编报项目2个，其中：今年新增的{}。",
]
LAND = [
    "截至6月底，城关镇落实用地指标{}，已超额完成。",
    "城关镇获批用地指标{}。",
    "城关镇获得用地指标{}。",
    "城关镇已落实用地{}。",
    "城关镇解决用地指标{}。",
    "城关镇落实土地指标{}。",
    "用地指标方面，城关镇争得{}。",
    "用地指标：城关镇落实{}。",
    "从争取用地指标看，城关镇到位资金170万元；土地指标方面，城关镇拿到{}。",
]
ALLOTTED = [
    "截至6月底，全县争取资金3200万元，上级已下达{}，到位1430万元。",
    "全县累计下达资金{}。",
    "上级累计下达我县资金{}。",
    "上级已下达资金{}。",
    "截至6月底，下达资金{}。",
    "全县争取资金3200万元，已下达到县{}。",
]
UNFILED = [
    "今年以来一次报表都没有报过的单位有{}个，即{}。",
    "今年一次也没报过的单位{}个：{}。",
    "从未报送过报表的单位有{}个，是{}。",
    "今年以来一直没有报送的单位有{}个，为{}。",
    "至今未报送任何材料的单位有{}个，即{}。",
    "一份报表都没有交的单位有{}个：{}。",
    "今年以来始终未上报材料的单位有{}个，分别是{}。",
    "没有报送过任何报表的单位有{}个，即{}。",
    "有{}个单位今年以来没有报过一次报表，分别是{}。",
    "今年以来零报送的单位{}个（{}）。",
]


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        *((said, "1430万元", "1340万元") for said in SINCE_JANUARY),
        *((said, "3570万元", "3750万元") for said in GAP),
        *((said, "930万元", "390万元") for said in OF_THE_MONTH),
        *((said, "5个", "3个") for said in SUPPORTED),
        *((said, "47.6%", "46.7%") for said in SHARES),
        *((said, "170万元", "710万元") for said in WENT_THERE),
        *((said, "1个", "2个") for said in NEW_ONES),
        *((said, "25亩", "52亩") for said in LAND),
        *((said, "2880万元", "2808万元") for said in ALLOTTED),
    ],
)
def test_a_number_is_held_however_it_is_said(said: str, right: str, wrong: str, ledger: Ledger) -> None:
    told = verdicts(TITLE + said.format(right), ledger)
    assert told.get(right) == "ok" and "wrong" not in told.values()
    assert verdicts(TITLE + said.format(wrong), ledger).get(wrong) == "wrong"


@pytest.mark.parametrize("said", UNFILED)
def test_who_never_filed_is_held_however_it_is_said(said: str, ledger: Ledger) -> None:
    assert "wrong" not in verdicts(TITLE + said.format(1, "林业局"), ledger).values()
    wrong = [c for c in held(TITLE + said.format(2, "林业局、东坪镇"), ledger)[0] if c.verdict == "wrong"]
    assert [c.stated for c in wrong] == ["2个"] and "东坪镇" in wrong[0].message  # one slip is told once


ON_YEAR = [  # 1430 against 920, and 3200 against 920
    ("截至6月底，全县到位资金1430万元，比去年同期增长{}。", "55.4%", "54.5%"),
    ("全县已争取各类上级补助资金3200万元，比去年同期增长{}。", "248%", "284%"),
    ("全县到位资金1430万元，比上年同期多{}。", "510万元", "501万元"),
    ("全县到位资金1430万元，同比增加{}。", "510万元", "501万元"),
    ("1—6月，到位资金比去年同期增加{}。", "510万元", "501万元"),
    ("全县到位资金1430万元，是去年同期的{}。", "1.55倍", "1.45倍"),
    ("水利局到位资金420万元，相当于上年同期的{}。", "1.68倍", "1.86倍"),
    ("全县争取资金3200万元，同比增长{}。", "2.48倍", "3.48倍"),
    ("我县今年争资任务5000万元，到位资金已完成{}。", "28.6%", "26.8%"),
    ("我县今年争资任务5000万元，已完成{}。", "28.6%", "26.8%"),
    ("截至5月底，水利局到位资金{}。", "200万元", "420万元"),
    ("截至5月底，水利局完成任务的{}。", "20%", "42%"),
    ("6月当月，全县到位资金{}。", "930万元", "1430万元"),
]


@pytest.mark.parametrize(("said", "right", "wrong"), ON_YEAR)
def test_what_hangs_on_another_time_is_held(said: str, right: str, wrong: str, ledger: Ledger) -> None:
    told = verdicts(TITLE + said.format(right), ledger)
    assert told.get(right) == "ok" and set(told.values()) == {"ok"}
    assert verdicts(TITLE + said.format(wrong), ledger).get(wrong) == "wrong"


def test_a_rise_told_as_a_fall_is_wrong(ledger: Ledger) -> None:
    told = verdicts(TITLE + "全县到位资金1430万元，比去年同期减少510万元，同比下降55.4%。", ledger)
    assert told == {"1430万元": "ok", "510万元": "wrong", "55.4%": "wrong"}


UNITS_COUNTED = [
    ("全县有{}有资金到位。", "3个单位", "4个单位"),
    ("有资金到位的单位有{}。", "3个", "4个"),
    ("完成任务过半的有{}单位，是发改委。", "1个", "2个"),
    ("有资金到位但完成率不足25%的有{}单位。", "1个", "3个"),
    ("乡镇中，到位资金为零的有{}。", "1个", "2个"),
    ("有资金到位的单位中，完成率排在末位的是{}。", "城关镇", "水利局"),
    ("完成率最低的是{}。", "东坪镇", "水利局"),
    ("到位资金前两名为发改委840万元、{}。", "水利局420万元", "城关镇170万元"),
]


@pytest.mark.parametrize(("said", "right", "wrong"), UNITS_COUNTED)
def test_units_are_counted_and_ranked_however_it_is_said(said: str, right: str, wrong: str, ledger: Ledger) -> None:
    assert set(verdicts(TITLE + said.format(right), ledger).values()) == {"ok"}
    assert "wrong" in verdicts(TITLE + said.format(wrong), ledger).values()


@pytest.mark.parametrize(
    "said", ["已完成全年任务的有1个单位，即发改委。", "已争取未到位的有4个单位，分别是东坪镇、林业局、发改委、水利局。"]
)
def test_units_that_are_not_so_are_told(said: str, ledger: Ledger) -> None:
    assert "wrong" in verdicts(TITLE + said, ledger).values()


@pytest.mark.parametrize("said", ["1—3月，全县到位资金145万元。", "已争取未到位的有2个项目。"])
def test_a_figure_that_the_month_has_is_not_said_to_be_lacking(said: str, ledger: Ledger) -> None:
    assert "台账这个月没有这个数" not in held(TITLE + said, ledger)[1]


LISTED = [  # of three the first is right
    "发改委、水利局、城关镇分别到位{}、{}、{}。",
    "发改委、水利局、城关镇到位资金分别为{}、{}、{}。",
    "发改委、水利局和城关镇到位资金依次为{}、{}和{}。",
    "到位资金较多的发改委、水利局、城关镇，分别为{}、{}、{}。",
    "发改委、水利局、城关镇累计到位资金分别达到{}、{}和{}。",
]


@pytest.mark.parametrize("said", LISTED)
def test_each_of_a_list_has_its_own_number(said: str, ledger: Ledger) -> None:
    right, swapped = ("840万元", "420万元", "170万元"), ("840万元", "170万元", "420万元")
    assert verdicts(TITLE + said.format(*right), ledger) == dict.fromkeys(right, "ok")
    assert verdicts(TITLE + said.format(*swapped), ledger) == {"840万元": "ok", "170万元": "wrong", "420万元": "wrong"}


NOTHING_CAME = [
    "还有{}个单位已报送报表但到位资金为零。",
    "还有{}个单位争资额为“零”。",
    "有{}个单位虽已报送报表，但到位资金仍为零。",
    "按时报送了材料但到位资金为零的单位有{}个。",
    "没有到位资金的单位还有{}个。",
    "报过报表而资金到位为零的单位{}个。",
    "到位资金为零的单位{}个，上月2个。",
    "截至6月底，到位资金为零的{}个单位（5月底2个）。",
]


@pytest.mark.parametrize("said", NOTHING_CAME)
def test_to_how_many_nothing_came_is_held(said: str, ledger: Ledger) -> None:
    told = verdicts(TITLE + said.format(1), ledger)
    assert told.get("1个") == "ok" and set(told.values()) == {"ok"}
    assert verdicts(TITLE + said.format(3), ledger).get("3个") == "wrong"
    assert verdicts(TITLE + said.format(1).replace("2个", "4个"), ledger).get("4个") == (
        "wrong" if "2" in said else None
    )


A_YEAR_AGO = [
    ("截至6月底全县到位1430万元，去年同期为{}。", "920万元"),
    ("截至6月底，全县到位资金1430万元（上年同期{}）。", "920万元"),
    ("截至6月底，全县到位资金1430万元，比去年同期的{}有较大增加。", "920万元"),
    ("去年同期全县到位资金{}，今年已到位1430万元。", "920万元"),
    ("截至6月底，水利局到位420万元，去年同期到位{}。", "250万元"),
    ("发改委到位840万元（去年同期600万元），水利局到位420万元（去年同期{}）。", "250万元"),
]


@pytest.mark.parametrize(("said", "right"), A_YEAR_AGO)
def test_what_had_come_a_year_before_is_held(said: str, right: str, ledger: Ledger) -> None:
    told = verdicts(TITLE + said.format(right), ledger)
    assert told.get(right) == "ok" and set(told.values()) == {"ok"}
    assert verdicts(TITLE + said.format("520万元"), ledger).get("520万元") == "wrong"


@pytest.mark.parametrize(
    "said",
    [
        "全县到位资金1403万元，其中县直单位1260万元，乡镇170万元。",
        "全县争取资金3200万元，到位资金1430万元，争取未到位1707万元。",
    ],
)
def test_what_the_ledger_accuses_is_not_told_again_by_the_texts_own_numbers(said: str, ledger: Ledger) -> None:
    blocks = [DocumentBlock(TITLE.strip()), DocumentBlock("截至6月底，" + said)]
    by_ledger = against_month(blocks, ledger)[0]
    told = not_proved(audit_blocks(blocks), by_ledger) + by_ledger
    assert [claim.verdict for claim in told].count("wrong") == 1


RANKS = [  # by 完成率: 发改委84, 水利局42, 城关镇17, 东坪镇0
    ("在5个成员单位中，{}完成率排第一位，{}排第二位，{}排第三位。", "水利局"),
    ("{}完成率排名第一，{}第二，{}第三。", "水利局"),
    ("完成率前三名为{}、{}、{}。", "{0}、{1}、{2}"),
    ("完成率排前三位的依次是{}、{}和{}。", "{0}、{1}和{2}"),
    ("按完成率排名，{}第一、{}第二、{}第三。", "水利局"),
    ("从完成率看，{}居第1位，{}居第2位，{}居第3位。", "水利局"),
    ("到位资金{}位居第一，{}位列第二，{}位列第三。", "水利局"),
    ("{}、{}、{}完成率分列第一、第二、第三位。", "水利局"),
    ("{}完成率在全县排第一位，{}排在第二位，{}排在第三位。", "水利局"),
    ("完成率第一名{}，第二名{}，第三名{}。", "水利局"),
    ("完成率居前三位的单位是{}、{}、{}。", "{0}、{1}、{2}"),
    ("按完成率排，居前三位的是{}、{}、{}。", "{0}、{1}、{2}"),
    ("按到位资金由高到低排列，前三位依次是{}、{}、{}。", "{0}、{1}、{2}"),
    ("从完成率看，排在前三位的是{}、{}、{}。", "{0}、{1}、{2}"),
    ("5个成员单位中到位资金居前三位的是{}、{}、{}。", "{0}、{1}、{2}"),
]


@pytest.mark.parametrize(("said", "stated"), RANKS)
def test_a_rank_is_held_however_it_is_said(said: str, stated: str, ledger: Ledger) -> None:
    right, swapped = ("发改委", "水利局", "城关镇"), ("发改委", "城关镇", "水利局")
    assert set(verdicts(TITLE + said.format(*right), ledger).values()) == {"ok"}
    assert "wrong" in verdicts(TITLE + said.format(*swapped), ledger).values()


RANKED_BEHIND = [
    "1—6月，水利局到位资金420万元，到位总量居全县第{}位。",
    "水利局到位资金420万元，居全县第{}位。",
    "水利局到位资金420万元，排全县第{}。",
    "水利局到位资金420万元，在全县排第{}位。",
    "水利局累计到位资金420万元，总量位居全县第{}。",
    "水利局到位资金420万元，列全县各单位第{}位。",
    "水利局完成全年任务的42.0%，完成率排名全县第{}。",
    "县直单位中，水利局到位资金420万元，居第{}位。",
    "县直单位中，发改委到位资金840万元，居第一位，水利局420万元，居第{}位。",
    "水利局到位资金420万元，列第{}位。",
    "县直单位中，发改委到位资金840万元居第一位，水利局居第{}位。",
]


@pytest.mark.parametrize("said", RANKED_BEHIND)
def test_a_rank_behind_its_number_is_held(said: str, ledger: Ledger) -> None:
    told = verdicts(TITLE + said.format("二"), ledger)
    assert told.get("第二") == "ok" and "wrong" not in told.values()
    assert verdicts(TITLE + said.format("三"), ledger).get("第三") == "wrong"


@pytest.mark.parametrize(
    "said",
    [
        "全市前六个月到位资金9800万元，我县有待加快。",
        "去年前六个月，全县到位资金980万元。",
        "6月当月到位资金930万元，去年同期520万元。",
        "5月底，全县到位资金500万元，去年同期410万元。",
        "截至6月底，全县到位资金1430万元，2011年同期410万元。",
        "截至6月底，全县到位资金1430万元，邻近的石城县去年同期1410万元。",
        "下半年，全县还要到位资金3570万元以上；7月当月力争到位资金900万元。",
        "5月当月到位资金320万元。",
        "5月底，全县到位资金500万元，6月底增加到1430万元。",
        "6月，发改委当月到位资金540万元。",
        "水利局个性型资金占到位资金的比重低于全县。",
        "用地缺口还有120亩，配套资金缺口还有210万元。",
        "6月份没有报送报表的单位有1个，为林业局。",
        "水利局安全生产考核排第三位，城关镇信访工作排第一位。",
        "全市12个县区中，我县完成率排第三位。",
        "在县直单位中，发改委完成率排第一位，水利局排第二位。",
        "有2个项目争取到市级资金支持。",
        "个性型项目占项目总数的50.0%。",
        "个性型项目3个，仅有2个争取到资金或用地指标。",
        "项目“西山水库”水利局、东坪镇都报了（水利局争取300万元、到位100万元）。",
        "5月底，全县到位资金500万元。发改委到位300万元，水利局到位200万元。",
        "全县计划全年到位资金4800万元，下一步争取到位资金900万元。",
        "城关镇多次到省厅汇报衔接，省厅到位资金260万元。",
        "城关镇配合市水务局治理河道，该局到位资金260万元。",
        "城关镇编报项目2个，比上月新增2个。",
        "城关镇编报项目2个，6月新增2个。",
        "城关镇培育市场主体20个，其中今年新增5个。",
        "水利局到位资金420万元，居全市水利系统第三位。",
        "水利局到位资金420万元，增幅居全县第三位。",
        "水利局到位资金420万元，居全市水利部门第三位。",
        "发改委到位资金840万元，信访工作扎实，水利局居第三位。",
        "水利局到位资金420万元，同比增长较快，在全市居第三位。",
        "造林方面，水利局争得52亩。",
        "土地整治方面，城关镇落实52亩。",
        "水利局到位资金420万元，去年同期居全县第三位。",
        "石城县争取资金3200万元，比去年同期增长284%。",
        "6月份到位资金930万元，比去年同期增长52%。",
        "去年1—6月，到位资金比上年同期增加61万元。",
        "全县到位资金1430万元，是2011年同期的3.5倍。",
        "全县到位资金1430万元，是乡镇的17倍。",
        "全县支付资金192万元，比去年同期多216万元。",
        "我县今年争资任务5000万元，农村饮水工程已完成39.2%。",
        "水库除险加固进展顺利，已完成39.2%。",
        "力争7月底到位资金完成50%以上。",
        "截至4月底，水利局到位资金150万元。",
        "截至5月底，县直单位到位资金450万元。",
        "3月份全县到位资金147万元。",
        "6月当月，全县累计到位资金1430万元。",
        "本月工作扎实，全县到位资金1430万元。",
        "去年有25个单位有资金到位。",
        "全县有25个项目有资金到位。",
        "全市有25个单位有资金到位。",
        "信访工作中，已完成全年任务的有5个单位。",
        "有3个单位完成全年项目开发任务。",
        "计划年底前有4个单位完成全年任务。",
        "东坪镇到位资金0万元。",
        "完成率最低的是林业局。",
        "6月5日，县里下达争资任务4500万元。",
        "城关镇还需落实用地指标52亩。",
    ],
)
def test_other_things_in_like_words_are_let_be(said: str, ledger: Ledger) -> None:
    assert "wrong" not in verdicts(TITLE + said, ledger).values()
