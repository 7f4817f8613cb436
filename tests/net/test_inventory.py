"""What users build on is what the committed inventory says."""

import pytest

from tests.net.inventory import FILE, demo, inventory
from tests.ready import ReadyCounties


@pytest.mark.slow
def test_nothing_that_users_build_on_goes_or_comes_unseen(ready_county: ReadyCounties, tmp_path):
    listed = FILE.read_text(encoding="utf-8").splitlines()
    assert inventory(ready_county.made("demo", demo, own=tmp_path / "县")) == listed, (
        "make inventory 写新的清单；CHANGELOG.md 说明变了什么"
    )
