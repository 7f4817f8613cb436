"""The catalogues are whole, and what a county switches off or writes wrong is told."""

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


def test_a_finding_is_switched_off_by_its_id():
    assert switched_off(Settings.model_validate({"findings": {"off": ["land"]}})) == {"land"}
    with pytest.raises(SettingsError, match="最接近的是“land”"):
        switched_off(Settings.model_validate({"findings": {"off": ["lnad"]}}))
