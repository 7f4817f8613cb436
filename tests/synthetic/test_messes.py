"""The catalogue of messes: every one can be switched on alone, changes what is written, and keeps the truth."""

from functools import cache
from pathlib import Path

import pytest

from zzlib.issues import catalogue as issues
from zzlib.synthetic import make_county
from zzlib.synthetic.facts import month_faults
from zzlib.synthetic.faults import KINDS, with_faults
from zzlib.synthetic.files import WrittenFile, write_return
from zzlib.synthetic.filings import Return, county_returns
from zzlib.synthetic.general import general_spec
from zzlib.synthetic.messes.catalogue import catalogue, form_messes, level_messes
from zzlib.synthetic.messes.registry import EDITS, RESTYLES
from zzlib.synthetic.plan import Earlier, PlannedCounty, plan_county
from zzlib.synthetic.spec import Planted
from zzlib.synthetic.standing import standings
from zzlib.synthetic.years import following_spec, plan_following
from zzlib.vocabulary import Level

RENAMED = {"xlsm", "xlsx_in_xls"}
"""Messes that leave the bytes as they are and only name the file otherwise."""


def returns(*messes: str, units: int = 6) -> list[WrittenFile]:
    county = plan_county(general_spec(units, 2, 21, "none", with_twins=False, messes=messes))
    return [write_return(county, item) for item in county_returns(county)]


@cache
def plain() -> list[WrittenFile]:
    return returns()


NOT_PLANTED = {
    "county_lacking": "a county of a city, no return; held by tests/city",
    "county_altered": "a county of a city, no return; held by tests/city",
    "person_spelling": "about people, not amounts; tests/checks/test_people.py",
    "folder_no_period": "a folder of a month in which nothing is reported: no return causes it",
    "file_failed": "this program itself stumbles: held by examples in tests/ledger",
    "file_in_use": "another program holds the file: nothing in the file itself",
    "history_differs": "last year's ledger against history_funds.csv: no return of this year causes it",
    "issued_damaged": "what an issued version keeps; held by examples in tests/publication",
    "targets_absent": "no targets.csv",
    "targets_sum_differs": "the sum in targets.csv",
    "register_unit_unknown": "an entry of received.csv",
    "register_line_unreadable": "a line of received.csv; held by examples in tests/ledger",
    "register_file_absent": "a file of received.csv that is gone; held by examples in tests/ledger",
    "amount_too_large": "held by examples in tests/returns only",
    "document_old": "whether a .doc can be read hangs on the machine; held by examples in tests/returns",
    "amount_shared": "held by examples in tests/returns only",
    "sum_row_changed": "a decision on the same row in an earlier month; held by examples in tests/exchange",
    "cells_shifted": "a table of texts whose commas part a number; held by examples in tests/returns, as is the next",
    "letter_says": "",
    "row_pasted": "held by examples in tests/returns only",
    "project_key_foreign": "a key that only the forms made by `zz forms` bear, as for the three below",
    "project_key_unknown": "",
    "project_key_conflict": "",
    "project_key_shared": "",
    "title_unit": "the title of another unit's form; held by examples in tests/ledger, as is the next",
    "title_period": "",
    "card_not_understood": "held by examples in tests/returns/layout/test_tables.py, as is the next",
    "card_values_left": "",
    "row_not_in_own_return": "follows a decision; held by examples in tests/ledger/test_foreign_rows.py",
    "months_unproved": "held by examples in tests/returns/layout/test_month_columns.py, as are the next four",
    "months_without_total": "",
    "months_end_early": "",
    "month_ahead": "",
    "column_of_other_month": "",
    "unit_ended": "a change of units; held by examples in tests/ledger/test_unit_changes.py, as are the next three",
    "unit_not_begun": "",
    "unit_without_successor": "",
    "project_unclaimed": "",
    "table_is_detail": "held by examples in tests/returns/rows/test_tables_apart.py, as is the next",
    "sheet_goes_on": "",
    "text_box": "held by examples in tests/returns/rows/test_hints.py",
    "amounts_like_rates": "held by examples in tests/checks/test_rates.py",
    "form_unfilled": "a form made by `zz forms`, returned as it was sent",
}
"""Codes that no planted fault causes, and why."""


@cache
def alone() -> tuple[PlannedCounty, list[Return]]:
    """Give a county in which faults can be planted, with what it files."""
    county = plan_county(general_spec(40, 2, 6, "none", with_twins=False, messes=()))
    return county, county_returns(county)


@cache
def following_a_year() -> tuple[PlannedCounty, list[Return]]:
    """Give one that goes on from the returns of a whole year before."""
    spec = general_spec(40, 12, 6, "none", with_twins=False, messes=()).model_copy(update={"over_years": True})
    year = plan_county(spec)
    county = plan_following(following_spec(spec, 1), Earlier(year, tuple(county_returns(year))))
    return county, county_returns(county)


@pytest.mark.slow
@pytest.mark.parametrize("mess", catalogue())
def test_each_mess_can_be_switched_on_alone_and_changes_what_is_written(mess: str) -> None:
    changed = returns(mess)

    assert [one.messes for one in changed] == [(mess,)] * len(plain())
    assert [one.item.rows[0].project.name for one in changed] == [one.item.rows[0].project.name for one in plain()]
    if mess in RENAMED:
        assert {Path(one.path).suffix for one in changed} == {catalogue()[mess].suffix}
    else:
        assert any(one.data != other.data for one, other in zip(changed, plain(), strict=True))


def test_every_mess_of_the_catalogue_is_made_and_nothing_else_is() -> None:
    made = {name for name, kind in catalogue().items() if kind.style or kind.file or kind.suffix}

    assert set(EDITS) | set(RESTYLES) <= set(catalogue())
    assert set(catalogue()) - made - set(EDITS) - set(RESTYLES) == set()
    assert all(kind.name and kind.does for kind in catalogue().values())


def test_messes_of_one_slot_exclude_each_other_and_text_files_hold_one_plain_sheet() -> None:
    county = plan_county(general_spec(60, 1, 3, "hard", with_twins=False))
    for unit in county.spec.units:
        kinds = [catalogue()[name] for name in form_messes(level_messes("hard"), county.rng("x", unit.id))]
        slots = [kind.slot for kind in kinds if kind.slot]
        assert len(slots) == len(set(slots))
        assert not (any(kind.plain for kind in kinds) and any(kind.workbook for kind in kinds))


def test_an_unknown_mess_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="没有叫“x”的杂乱；有：xls、"):
        make_county(tmp_path / "县", messes=["x"])


def test_a_unit_keeps_its_messes_all_year() -> None:
    county = plan_county(general_spec(20, 3, 4, "hard", with_twins=False))
    by_unit: dict[str, set[tuple[str, ...]]] = {}
    for item in county_returns(county):
        by_unit.setdefault(item.unit_id, set()).add(write_return(county, item).messes)

    assert all(len(messes) == 1 for messes in by_unit.values())


def test_every_code_that_a_return_can_cause_is_planted_or_listed_with_the_reason_why_not() -> None:
    codes = {
        code
        for code, kind in issues().items()
        if kind.level is not Level.NOTICE and not code.startswith(("reference_", "correction_"))
    }
    planted = {code for code, _ in KINDS} | {"project_twice"}

    assert codes - planted - NOT_PLANTED.keys() == set()
    assert planted & NOT_PLANTED.keys() == set()


@pytest.mark.parametrize(("code", "field"), KINDS)
def test_each_fault_can_be_planted_and_stands_in_the_truth(code: str, field: str) -> None:
    for planned in (alone, following_a_year):
        county, clean = planned()
        month = county.spec.months
        twice = {item.unit_id for item in clean if item.draft}
        for item in (item for item in clean if item.month == month and item.unit_id not in twice):
            fault = Planted(month=month, unit=item.unit_id, code=code, field=field, value="待定")
            try:
                planted = with_faults(county, clean, (fault,))
            except ValueError:
                continue
            own = [one for one in planted if (one.unit_id, one.month) == (item.unit_id, month)]
            written = [write_return(county, one) for one in own]
            truth = month_faults(county, written, standings(county, planted, month), (fault,), month)
            assert code in {row["code"] for row in truth}
            return
    pytest.fail(f"no return suits {code}")


def test_the_truth_lacks_targets_only_until_the_first_of_the_year_holds() -> None:
    spec = general_spec(9, 12, 4, "none", with_twins=False, messes=()).model_copy(update={"over_years": True})
    year = plan_county(spec)
    county = plan_following(following_spec(spec, 2), Earlier(year, tuple(county_returns(year))))
    filed = county_returns(county)
    begins = {month for unit in county.spec.units for month, _ in unit.revisions}
    codes = [{row["code"] for row in month_faults(county, [], standings(county, filed, m), (), m)} for m in (1, 2)]

    assert begins == {2}
    assert ["targets_absent" in said for said in codes] == [True, False]
