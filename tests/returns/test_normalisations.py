"""The published list of what is made uniform: every example is read as stated, and texts lose nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.returns.sheets import BLOCK, TITLE, read_sheet
from zzlib.returns.cells.amounts import is_blank
from zzlib.returns.cells.organisations import named_units
from zzlib.returns.cells.words import Vocabulary
from zzlib.returns.findings import IssueCollector
from zzlib.returns.form import fields
from zzlib.returns.layout.columns import FieldColumn
from zzlib.returns.normalisations import normalisations
from zzlib.returns.rows.values import ValueReader

EXAMPLES = [example for rule in normalisations() for example in rule.examples]
TEXTS = [name for name, field in fields().items() if field.type in ("text", "category")]
DROPPED = str.maketrans("", "", "".join(rule.drops for rule in normalisations()))
ODD = st.text(st.sampled_from("河道A1 ２,。（）()-*★●◆\n\t\u3000_x/、：《》“”②㎡\u200b%<>＜"), max_size=12)


@pytest.mark.parametrize(("field_id", "cell", "value"), EXAMPLES)
def test_every_listed_example_is_read_as_stated(field_id: str, cell: Any, value: str) -> None:
    own = {"project_name": "甲工程", "kind": "个性型", "received": 5, field_id: cell}
    header = [fields()[name].label for name in own]
    (record,) = read_sheet([TITLE, BLOCK, header, list(own.values())]).records
    assert (record.fields[field_id].value or "") == value


@given(ODD, st.sampled_from(TEXTS))
def test_a_text_loses_nothing_but_what_is_listed(text: str, field_id: str) -> None:
    value = _read(field_id, text)
    if not is_blank(text):
        assert value.translate(DROPPED) == text.translate(DROPPED).replace("_x000D_", "")


@given(ODD)
def test_a_unit_loses_nothing_but_what_parts_it_from_others(text: str) -> None:
    kept = [c for c in text if c.isalnum()]
    assert [c for c in "".join(named_units(text)) if c.isalnum()] == kept


@given(st.decimals(1 - 10**8, 10**8 - 1, places=2))  # in 万元, below the largest amount that is read
def test_an_amount_keeps_every_digit(number: Any) -> None:
    for text in (f"{number:f}", f"{number:,f}", f" {number:f} 万元"):
        assert _read("received", text) == f"{number:f}"


def _read(field_id: str, text: str) -> str:
    column = FieldColumn(fields()[field_id], 0, "", "", "万元")
    return ValueReader(IssueCollector(""), Vocabulary(), 2013).read(column, text, None, "A1").value or ""
