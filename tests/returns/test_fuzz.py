"""A few hundred damaged files with every run of the tests; `fuzz.py` goes on for as long as one likes."""

import random
import warnings

import pytest

from tests.returns.fuzz import mutate
from tests.returns.samples import samples
from zzlib.returns import read, to_json_lines

SAMPLES = samples()


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_a_damaged_file_gives_an_extraction_or_says_why_not(name: str) -> None:
    chance = random.Random(name)
    for _ in range(20):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # parts of the same name twice are meant
            data = mutate(SAMPLES[name], chance)
        extraction = read(name, data=data)
        assert len(list(to_json_lines(extraction))) == len(extraction.records) + 1
        assert extraction.readable or extraction.issues
        assert "file_failed" not in {issue.code for issue in extraction.issues}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_undamaged_file_is_read(name: str) -> None:
    extraction = read(name, data=SAMPLES[name])
    assert extraction.records and extraction.readable == (name != "九.xlsx")
