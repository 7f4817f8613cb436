"""What these notebooks show is compared, in a session too (`--nbval-lax`) in which others need but run."""

from collections.abc import Generator
from pathlib import Path

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    collectors = yield
    for collector in collectors:
        collector.compare_outputs = True
    return collectors
