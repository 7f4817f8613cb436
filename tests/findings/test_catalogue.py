"""The catalogues are whole, and what a county switches off or writes wrong is told."""

import re

import pytest

from zzlib.findings import advices, families, rules
from zzlib.findings.catalogue import switched_off
from zzlib.settings import Settings, SettingsError


def test_every_family_of_problems_of_the_office_has_findings():
    assert {rule.family for rule in rules().values()} == set(families())
    assert {"planning", "contact", "coordination", "preparation", "management", "uneven", "pace", "arrival"} <= set(
        families()
    )
    assert {"conditions", "reporting"} <= set(families())


def test_every_finding_has_advice_and_every_advice_a_finding():
    used = {advice for rule in rules().values() for advice in rule.advice}
    assert used == set(advices())
    assert all(rule.advice and rule.refute and rule.source and rule.trigger for rule in rules().values())


def test_every_advice_names_who_and_what_tells_its_effect():
    assert all(advice.owner and advice.measure and advice.months >= 1 for advice in advices().values())


def test_every_order_says_by_when():
    # What the office itself does the year round, and the rule for every return, have their own times.
    for advice in advices().values():
        ways = [one if isinstance(one, str) else one.text for clause in advice.action for one in clause]
        assert any("{deadline}" in way or "每月" in way for way in ways), advice.id


def test_a_figure_of_a_measure_is_one_of_its_problem():
    """Whoever reads that 27 projects shall be finished has read before that there are 27."""
    for rule in rules().values():
        said = str(rule.wording) + str(rule.still)
        for name in rule.advice:
            alone = [other for other in rules().values() if name in other.advice]
            counts = set(re.findall(r"\{(projects_\w+|units_\w+)\}", str(advices()[name].action)))
            known = said if len(alone) == 1 else "".join(str(other.wording) + str(other.still) for other in alone)
            in_first_section = {
                c for c in counts if c.startswith("units_zero") or c in ("units_missing", "units_carried")
            }
            assert not [c for c in counts - in_first_section if f"{{{c}" not in known], (rule.id, name)


def test_a_finding_is_switched_off_by_its_id():
    assert switched_off(Settings.model_validate({"findings": {"off": ["land"]}})) == {"land"}
    with pytest.raises(SettingsError, match="最接近的是“land”"):
        switched_off(Settings.model_validate({"findings": {"off": ["lnad"]}}))
