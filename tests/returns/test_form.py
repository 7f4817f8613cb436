import re
from pathlib import Path

import zzlib.returns
from zzlib.issues import catalogue
from zzlib.returns import fields

CONTRACT = [
    "serial",
    "project_key",
    "unit",
    "project_name",
    "project_code",
    "kind",
    "origin",
    "policy_field",
    "fund_category",
    "source_level",
    "total_investment",
    "applied",
    "awarded",
    "allotted",
    "received",
    "received_month",
    "received_since_start",
    "paid",
    "invested",
    "matching_funds",
    "land_needed",
    "land_granted",
    "stage",
    "applied_on",
    "awarded_on",
    "received_on",
    "document_number",
    "start_planned",
    "started_on",
    "finish_planned",
    "finished_on",
    "leader",
    "person",
    "phone",
    "problems",
    "remark",
]


def test_the_form_has_the_fields_of_the_contract() -> None:
    assert sorted(fields()) == sorted(CONTRACT)
    assert [f for f, field in fields().items() if field.required] == ["project_name", "kind", "received"]
    assert [f for f, field in fields().items() if field.personal] == ["leader", "person", "phone"]


def test_only_received_is_what_arrived_this_year() -> None:
    basis = {f: field.basis for f, field in fields().items() if f.startswith("received") and field.type == "money"}
    assert basis == {"received": "year_to_date", "received_month": "month", "received_since_start": "since_start"}


def test_every_issue_of_reading_is_used_and_advises() -> None:
    reading = set(
        re.findall(r"^\[(\w+)\]", Path(zzlib.issues.__file__).with_name("reading.toml").read_text("utf-8"), re.M)
    )
    source = "".join(path.read_text("utf-8") for path in Path(zzlib.returns.__file__).parent.rglob("*.py"))
    made = {"kind_missing", "origin_missing"}  # the field's name makes the code
    assert {code for code in reading - made if f'"{code}"' not in source} == set()
    assert all(catalogue()[code].advice for code in reading)
