"""What is decided of a later month changes nothing in an earlier one: it is not read there."""

import pytest

from tests.small_county import SmallCounty
from zzlib.exchange.answers import Word
from zzlib.exchange.telephone import correct
from zzlib.ledger import inputs_fingerprint, open_ledger

ROW = ["灌区改造", "", "个性型", "新增", "省级专项", 100, 80, 32, None]


@pytest.mark.parametrize(("month", "changed"), [("2013-01", [True, True]), ("2013-02", [False, True])])
def test_a_correction_changes_its_month_and_those_after_it(
    county: SmallCounty, month: str, changed: list[bool]
) -> None:
    months = ("2013-01", "2013-02")
    for period in months:
        county.file_return(period, "水利局", [ROW])
    before = [inputs_fingerprint(county.workspace, period) for period in months]
    correct(open_ledger(county.workspace, month), "水利局", "灌区改造", "到位", "40万", Word("责任人甲", "来电"))
    after = [inputs_fingerprint(county.workspace, period) for period in months]
    assert [old != new for old, new in zip(before, after, strict=True)] == changed
    received = [open_ledger(county.workspace, period).month("funding")["received_fen"].sum() for period in months]
    assert received[months.index(month)] == 40 * 1_000_000
