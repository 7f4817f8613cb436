"""A number of units behind which words draw a line counts those past the line, not those that have done it all."""

import pytest

from tests.audit.ledger_of_june import ledger_of_june
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.own import audited_against_month
from zzlib.ledger import Ledger


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return ledger_of_june(tmp_path_factory.mktemp("云溪"))


def test_units_past_a_line_are_not_those_that_are_done(ledger: Ledger) -> None:
    told = "全县成员单位中，2个完成年度目标的10%以上。"
    claims, _ = audited_against_month(text_blocks(told), ledger)
    assert not [c.message for c in claims if "完成年度任务" in c.message]
    done, _ = audited_against_month(text_blocks("全县成员单位中，7个单位完成年度任务。"), ledger)
    assert [c.verdict for c in done if "完成年度任务" in c.message] == ["wrong"]
