"""What inspectors found: told without a name unless the county consents, and then asked of the unit by name."""

from dataclasses import replace
from pathlib import Path

import pytest

from zzlib.findings.problem_projects import problem_projects, problems_to_act_on
from zzlib.indicators import Month, load_month
from zzlib.workspace import Workspace
from zzlib.writing.text import compose

TOLD = frozenset({"inspected", "stuck"})


@pytest.fixture(scope="module")
def month() -> Month:
    """The demo county's May, in which one finding is on file; a circular of five pages has room for what is not new."""
    may = load_month("2013-05", Workspace(Path(__file__).parents[2]))
    document = may.settings.document.model_copy(update={"pages": 5})
    return replace(may, settings=may.settings.model_copy(update={"document": document}))


def consenting(month: Month) -> Month:
    document = month.settings.document.model_copy(update={"name_misuse": True})
    return replace(month, settings=month.settings.model_copy(update={"document": document}))


def test_without_consent_the_text_says_that_nobody_is_named_and_the_list_names_nobody(month: Month) -> None:
    text = "".join(sentence.text for sentence in compose(month).sentences())
    assert "尚未归还），涉及资金35万元，责任单位另行通知" in text
    assert "审计检查" not in "".join(problem_projects(month)["problem"])


def test_with_consent_the_project_stands_in_the_list_with_what_is_asked(month: Month) -> None:
    named, inspection = consenting(month), month.inspections.iloc[0]
    units = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    text = "".join(sentence.text for sentence in compose(named).sentences())
    assert f"尚未归还）（{units[inspection['unit_id']]}）" in text
    for rows in (problem_projects(named, TOLD), problems_to_act_on(named, TOLD)):
        own = rows[rows["problem"].str.contains("审计检查：项目资金到位后被挪用")]
        assert list(own["unit_id"]) == [inspection["unit_id"]]
        assert list(own["project"]) == [inspection["project"]]
        assert own["demand"].str.endswith("限期整改、报送结果").all()


def test_a_project_with_another_problem_has_one_row(month: Month) -> None:
    other = problem_projects(consenting(month), TOLD)
    assert not other.duplicated(["unit_id", "project_id"]).any()
