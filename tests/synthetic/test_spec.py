"""A spec that contradicts itself is refused before anything is written."""

import pytest
from pydantic import ValidationError

from zzlib.synthetic.demo import demo_spec
from zzlib.synthetic.spec import Quota, Spec


def test_units_must_add_up_to_the_stated_totals() -> None:
    spec = demo_spec().model_dump()
    spec["totals"]["awarded_wan"] += 1

    with pytest.raises(ValidationError, match="do not add up"):
        Spec.model_validate(spec)


@pytest.mark.parametrize(
    "quota",
    [
        {"projects": 1, "converted": 2},
        {"projects": 2, "converted": 1, "awarded_wan": 10, "received_wan": 20},
        {"projects": 2, "converted": 1},
        {"projects": 2, "converted": 1, "awarded_wan": 400, "large": [[400, 400]]},
    ],
)
def test_a_quota_whose_parts_do_not_fit_is_refused(quota: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="do not fit"):
        Quota.model_validate(quota)
