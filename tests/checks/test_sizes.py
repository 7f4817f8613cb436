"""Slips between 元 and 万元: a cell, or the whole return."""

from tests.checks.examples import cells, file, found, row
from tests.small_county import SmallCounty
from zzlib.exchange.answers import Word, answer
from zzlib.exchange.questions import open_questions
from zzlib.indicators import month_issues
from zzlib.ledger import open_ledger

PROJECTS = ("通村公路", "水库", "灌渠", "堤防")


def rows(factor: float = 1, **more: object) -> list[list[object]]:
    return [
        row(name=name, applied=300 * factor, awarded=(200 + n) * factor, received=100 * factor, **more)
        for n, name in enumerate(PROJECTS)
    ]


def test_one_amount_a_thousand_times_last_months_is_an_error(county: SmallCounty) -> None:
    file(county, "2013-01", *rows())
    file(county, "2013-02", *rows()[:3], row(name="堤防", applied=300, awarded=203, received=100_000))
    [issue] = found(county, "2013-02")
    assert (issue.level, issue.code, issue.cell) == ("error", "size_suspect", "K7")
    assert issue.message == "项目“堤防”的到位资金是10亿元，上月是100万元，相差千倍以上；按所填的计"


def test_of_a_projects_lines_the_wrong_one_is_named(county: SmallCounty) -> None:
    def lines(amount: object) -> list[list[object]]:
        return [row(awarded=200, received=100), row(awarded=200, received=amount, level="中央", category="中央专项")]

    file(county, "2013-01", *rows()[1:], *lines(50))
    file(county, "2013-02", *rows()[1:], *lines(100_000))
    assert [i.cell for i in found(county, "2013-02", "size_suspect")] == ["K8"]


def test_an_applied_amount_is_watched_too(county: SmallCounty) -> None:
    file(county, "2013-01", *rows())
    file(county, "2013-02", *rows()[:3], row(name="堤防", applied=3_000_000, awarded=203, received=100))
    assert cells(county, "2013-02") == [("error", "size_absurd", "H7")]


def test_a_return_in_the_wrong_unit_is_one_error_and_nothing_that_follows_from_it(county: SmallCounty) -> None:
    file(county, "2013-01", *rows())
    file(county, "2013-02", *rows(0.0001, month=0, total=5))
    [issue] = found(county, "2013-02")
    assert (issue.level, issue.code, issue.file, issue.cell) == ("error", "size_suspect", "水利局.xlsx", "H4")
    assert issue.value == "整份报表约为上月的一万分之一"
    assert issue.message == (
        "整份报表的金额是上月的约一万分之一（可比的 12 个里有 12 个），"
        "如项目“通村公路”的申报资金上月300万元、本月300元，像是金额单位写错；按所填的计"
    )
    assert "元还是万元" in issue.advice


def test_a_thousand_times_in_a_month_in_which_some_have_grown(county: SmallCounty) -> None:
    county.reference("targets", [])
    file(county, "2013-01", *rows(900))
    grown = row(name="新桥", received=30)
    file(county, "2013-02", *rows(1.1), grown)
    [issue] = found(county, "2013-02", "size_suspect", "size_absurd")
    assert "是上月的约一千分之一（可比的 12 个里有 12 个）" in issue.message


def test_a_return_that_is_back_at_its_size_is_fine(county: SmallCounty) -> None:
    file(county, "2013-01", *rows())
    file(county, "2013-02", *rows(10_000))
    file(county, "2013-03", *rows(1.1, month=10))
    assert [i.code for i in found(county, "2013-02")] == ["size_absurd"]
    assert cells(county, "2013-03") == []


def test_a_year_in_which_much_comes_is_fine(county: SmallCounty) -> None:
    file(county, "2013-01", *rows())
    file(county, "2013-02", *rows(90))
    assert cells(county, "2013-02") == []


def test_an_amount_beyond_its_neighbours_and_ten_times_the_target(county: SmallCounty) -> None:
    file(county, "2013-01", *rows(), row(name="新桥", received=100_000))
    [issue] = found(county, "2013-01")
    assert (issue.code, issue.cell) == ("size_suspect", "K8")
    assert "本单位其他项目一般是100万元，全年任务才1000万元，相差千倍以上" in issue.message


def test_a_large_project_among_small_ones_is_fine(county: SmallCounty) -> None:
    file(county, "2013-01", *rows(0.05), row(name="新桥", awarded=9000, received=9000))
    assert cells(county, "2013-01") == []


def test_a_suspect_amount_is_not_said_to_be_out_of_order_as_well(county: SmallCounty) -> None:
    file(county, "2013-01", row(awarded=200, received=100, total=500))
    file(county, "2013-02", row(awarded=200, received=100_000, month=0, total=500))
    assert cells(county, "2013-02") == [("error", "size_suspect", "K4")]


def test_small_returns_are_told_of_each_amount(county: SmallCounty) -> None:
    file(county, "2013-01", row(awarded=200, received=100))
    file(county, "2013-02", row(awarded=200_000, received=100_000))
    assert cells(county, "2013-02") == [("error", "size_absurd", "I4"), ("error", "size_suspect", "K4")]


def test_the_first_return_of_the_year_in_yuan_that_was_meant_in_ten_thousands(county: SmallCounty) -> None:
    file(county, "2013-01", *rows(0.0001, total=0.05))
    [issue] = found(county, "2013-01")
    assert (issue.level, issue.code, issue.cell) == ("error", "size_suspect", "H4")
    assert issue.message.startswith(
        "整份报表的金额是201.5元上下（如申报资金300元），不像争资项目的金额，像是把万元写成了元"
    )


def test_the_first_return_of_the_year_far_past_the_task_of_the_year(county: SmallCounty) -> None:
    file(county, "2013-01", *rows(10_000, total=5_000_000))
    [issue] = found(county, "2013-01")
    assert "合计1200亿元，全年任务才1000万元，像是把元写成了万元" in issue.message


def test_the_first_return_of_the_year_beside_last_year(county: SmallCounty) -> None:
    county.reference("targets", [])
    past = {"year": 2012, "month": 1, "unit_id": "u02", "kind": "competitive", "fund_category": "省级专项"}
    county.reference("history_funds", [past | {"awarded_yuan": "8000000", "received_yuan": "4000000"}])
    file(county, "2013-01", *rows(10_000, total=5_000_000))
    [issue] = found(county, "2013-01", "size_suspect")
    assert "合计1200亿元，去年同期才800万元，像是把元写成了万元" in issue.message


def test_a_county_of_small_amounts_and_one_of_large_ones_are_fine(county: SmallCounty) -> None:
    file(county, "2013-01", *rows(0.002, total=5))
    county.file_return("2013-01", "城关镇", [])
    assert cells(county, "2013-01") == []


def test_what_belongs_to_a_project_is_told_at_the_line_that_it_is_taken_from(county: SmallCounty) -> None:
    def lines(total: object) -> list[list[object]]:
        return [row(awarded=200, total=5), row(awarded=100, total=total, level="中央", category="中央专项")]

    file(county, "2013-01", *rows()[1:], *lines(5))
    file(county, "2013-02", *rows()[1:], *lines(5000))
    assert [i.cell for i in found(county, "2013-02", "size_suspect")] == ["G8"]


def test_what_is_confirmed_of_an_amount_is_not_said_of_another(county: SmallCounty) -> None:
    def filed(received: int) -> list[str]:
        file(county, "2013-02", *rows()[:3], row(name="堤防", applied=300, awarded=203, received=received))
        return [i.code for i in month_issues(open_ledger(county.workspace, "2013-02")) if i.code.startswith("size_")]

    file(county, "2013-01", *rows()[:3], row(name="堤防", applied=300, awarded=203, received=50))
    assert filed(60_000) == ["size_suspect"]
    [question] = [q for q in open_questions(open_ledger(county.workspace, "2013-02")) if q.kind == "size"]
    answer(county.workspace, question, "confirmed", Word("责任人甲", "电话核实"))
    assert filed(60_000) == ["size_confirmed"]
    assert filed(80_000) == ["size_suspect"]
