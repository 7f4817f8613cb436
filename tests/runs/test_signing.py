"""A draft is reviewed and signed only where all of it can be printed, and in that order."""

import pytest

from tests.findings.counties import PERIOD, Plan
from zzlib.indicators import Month, load_month
from zzlib.phrasing.phrases import Phrases
from zzlib.report import compose
from zzlib.runs.signing import in_state
from zzlib.writing import Draft, DraftError, DraftLine, DraftParagraph, Writing, with_state


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    return load_month(PERIOD, Plan().write(tmp_path_factory.mktemp("signing") / "县").workspace)


@pytest.mark.parametrize("state", ["reviewed", "signed"])
@pytest.mark.parametrize("said", ["到位资金{no_such}。", "到位资金{funds_received。"])
def test_what_can_t_be_printed_is_not_reviewed_or_signed(month: Month, said: str, state: str) -> None:
    draft = Draft(PERIOD, problems=(DraftParagraph("项目", (DraftLine("sentence", said, number=12),)),))
    with pytest.raises(DraftError, match=r"1 处印不出来(.|\n)*第12行"):
        in_state(month, Writing(draft=draft), draft, state, "责任人甲", "2013-05-06", "", "")
    assert in_state(month, Writing(draft=draft), draft, "draft", "", "", "", "").state == "draft"


def test_a_draft_is_not_signed_before_the_day_on_which_it_was_reviewed() -> None:
    reviewed = with_state(Draft(PERIOD), "reviewed", "责任人甲", "2013-05-06")
    with pytest.raises(DraftError, match="早于审的日子 2013-05-06"):
        with_state(reviewed, "signed", "责任人乙", "2013-05-05")
    assert with_state(reviewed, "signed", "责任人乙", "2013-05-06").state == "signed"


def test_braces_without_a_partner_and_two_scopes_are_marked_in_the_circular(month: Month) -> None:
    unit = month.units["unit"].iloc[0]
    lines = ("到位{funds_received。", "到位{}。", f"到位{{funds_received@before|unit:{unit}}}。")
    draft = Draft(PERIOD, problems=(DraftParagraph("项目", tuple(DraftLine("sentence", text) for text in lines)),))
    [text] = [
        p.text for s in compose(month, None, Writing(draft=draft)).sections if s.id == "problems" for p in s.paragraphs
    ]
    assert [text.count(told) for told in ("花括号不成对", "写了两个范围", "稿子 里")] == [2, 1, 0]


def test_a_unit_s_figure_is_found_by_whatever_the_unit_is_called(month: Month) -> None:
    unit = month.units["unit"].iloc[0]
    said = [Phrases(month).phrase(f"{{funds_received|unit:{name}}}") for name in (unit, f"县{unit}")]
    assert said[0] == said[1]
