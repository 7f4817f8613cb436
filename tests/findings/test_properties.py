"""No advice without a finding, no number without a figure: whatever is wrong in a county."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.findings.counties import PERIOD, PLANTED, Plan
from zzlib.findings import advices, found, judge, rules
from zzlib.indicators import Month, load_month
from zzlib.report import compose
from zzlib.writing import draft_text, starting_draft

_ALONE = {"needed", "behind", "receipt", "arrival", "few_large", "payment"}  # these change every unit's amounts
_REFERENCE = re.compile(r"\{[^{}]*\}")


@pytest.mark.slow
@given(st.lists(st.sampled_from(sorted(set(PLANTED) - _ALONE)), min_size=2, max_size=6, unique=True))
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_advice_rests_on_findings_and_numbers_on_figures(tmp_path_factory, planted):
    plan = Plan()
    for name in planted:
        PLANTED[name](plan)
    month: Month = load_month(PERIOD, plan.write(tmp_path_factory.mktemp("p") / "县").workspace)
    judged = judge(month)
    draft = starting_draft(month, judged)
    called_for = {advice for finding in found(judged) for advice in finding.rule.advice}
    steps = [line.basis for paragraph in draft.next for line in paragraph.lines]
    assert set(steps) == called_for == {request.advice for request in draft.requests}
    assert {line.basis for paragraph in draft.problems for line in paragraph.lines} == {
        f.rule.id for f in found(judged)
    }
    for paragraph in (*draft.problems, *draft.next):
        for line in paragraph.lines:
            assert not re.search(r"\d", _REFERENCE.sub("", line.text)), line.text
    assert "{" not in str([s.text for s in compose(month).sentences()])
    assert draft_text(draft)


def test_no_sentence_of_the_catalogues_holds_a_number_of_its_own():
    wordings = [*(rule.wording for rule in rules().values()), *(advice.action for advice in advices().values())]
    parts = [part for clauses in wordings for alternatives in clauses for part in alternatives]
    texts = [part if isinstance(part, str) else part.text for part in parts]
    assert [text for text in texts if re.search(r"\d", _REFERENCE.sub("", text))] == []
