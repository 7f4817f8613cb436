"""Faults in a cell: amounts, dates, words, names and codes that can't be read or are not known, and rows filed twice."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from zzlib.money import FEN_PER_UNIT
from zzlib.synthetic.amounts import WAN
from zzlib.synthetic.faults.kinds import Case, FaultKind, Plant, Suits, marked, spoilt, with_project
from zzlib.synthetic.filings import Return
from zzlib.synthetic.grid import WrittenFormula
from zzlib.synthetic.projects import MONEY_FIELDS
from zzlib.vocabulary import Kind, Origin

_DAMAGED_CODE = 2.01336102748010e19


def _counts(field: str) -> Suits:
    return lambda case, i: case.item.rows[i].line.counts and case.item.rows[i].money(field) > 0


def single(case: Case, i: int) -> bool:
    """Tell whether a row is its project's only one, filed by one unit."""
    return len(case.item.rows[i].project.lines) == 1 and not case.is_twin(i)


def _any(case: Case, i: int) -> bool:
    return True


def _cell(code: str, field: str, value: Any = None, lost: bool = False, workbook: bool = False) -> Plant:
    def plant(case: Case, i: int) -> Return:
        content = case.value if value is None else value
        item = spoilt(replace(case.item, workbook=case.item.workbook or workbook), i, field, content, lost)
        return marked(item, code, (i, field), field, content if isinstance(content, str) else None)

    return plant


def _hedged(case: Case, i: int) -> Return:
    amount = Decimal(case.item.rows[i].money("received")) / FEN_PER_UNIT["万元"]
    text = f"约{amount.normalize():f}万元"
    return marked(spoilt(case.item, i, "received", text), "amount_hedged", (i, "received"), "received", text)


def _dated(case: Case, i: int) -> Return:
    text = f"{case.county.spec.year}{case.item.month:02d}15"
    return marked(
        spoilt(case.item, i, "received", text, lost=True), "amount_not_money", (i, "received"), "received", text
    )


def _finer(case: Case, i: int) -> Return:
    amount = Decimal(case.item.rows[i].money("received")) / FEN_PER_UNIT["元"] + Decimal("0.003")
    text = f"{amount:f}元"
    return marked(spoilt(case.item, i, "received", text), "amount_finer_than_fen", (i, "received"), "received", text)


def _unstated(code: str, field: str, text: str) -> Plant:
    """Write no kind or origin, or one that nobody knows: the project then has none."""
    values: dict[str, Any] = {"kind": Kind.UNSTATED, "origin": Origin.UNSTATED}

    def plant(case: Case, i: int) -> Return:
        # A caption of a group must not say what the row leaves out.
        plain = replace(case.item, plain_rows=True, barred=("section", "total"))
        item = with_project(plain, case.item.rows[i].project, **{field: values[field]})
        return marked(spoilt(item, i, field, text), code, (i, field), field, text)

    return plant


def _nameless(case: Case, i: int) -> Return:
    """Leave out the name of a project whose code still tells which it is."""
    code = case.item.rows[i].project.code
    item = spoilt(spoilt(case.item, i, "project_name", ""), i, "project_code", code)
    return marked(item, "project_name_missing", (i, "project_name"), "project_name", "")


def _new_category(case: Case, i: int) -> Return:
    project = case.item.rows[i].project
    lines = (replace(project.lines[0], category=case.value, counts=True),)
    item = spoilt(with_project(case.item, project, lines=lines), i, "fund_category", case.value)
    return marked(item, "fund_category_unknown", (i, "fund_category"), "fund_category", case.value)


def _differing(case: Case, i: int) -> Return:
    item = spoilt(case.item, i, "total_investment", "1万元")
    item = spoilt(item, i - 1, "total_investment", f"{case.item.rows[i - 1].money('total_investment') // WAN}万元")
    return marked(item, "project_values_differ")


def _total_off(case: Case, i: int) -> Return:
    return marked(
        replace(case.item, total_off=7 * WAN, barred=("split",)), "total_mismatch", ("total", "received"), "received"
    )


def _repeated(case: Case, i: int) -> Return:
    return marked(replace(case.item, repeated=i), "row_duplicate", ("repeated",), "project_name")


def _lost_unit(case: Case, i: int) -> Return:
    cells = [(i, name) for i, row in enumerate(case.item.rows) for name in MONEY_FIELDS if row.money(name)]
    bare = replace(case.item, money_unit_stated=False, unreadable=frozenset(cells), barred=("unit", "numbers"))
    return marked(bare, "money_unit_unstated")


def _date_stands(case: Case, i: int) -> bool:
    return case.item.rows[i].values["awarded_on"] is not None


KINDS = (
    FaultKind("amount_unreadable", "received", _cell("amount_unreadable", "received", lost=True), _counts("received"), lists="bad_amounts"),
    FaultKind("amount_unreadable", "applied", _cell("amount_unreadable", "applied", lost=True), _counts("applied"), lists="bad_amounts"),
    FaultKind("amount_range", "received", _cell("amount_range", "received", lost=True), _counts("received"), lists="ranges"),
    FaultKind("amount_not_money", "received", _dated, _counts("received")),
    FaultKind("date_is_span", "awarded_on", _cell("date_is_span", "awarded_on"), _date_stands, lists="spans"),
    FaultKind("error_cell", "received", _cell("error_cell", "received", lost=True), _counts("received"), lists="error_cells"),
    FaultKind("formula_without_value", "awarded", _cell("formula_without_value", "awarded", WrittenFormula("=Z99"), lost=True, workbook=True), _counts("awarded")),
    FaultKind("amount_hedged", "received", _hedged, _counts("received")),
    FaultKind("amount_finer_than_fen", "received", _finer, _counts("received")),
    FaultKind("date_unreadable", "awarded_on", _cell("date_unreadable", "awarded_on"), _date_stands, lists="bad_dates"),
    FaultKind("stage_unknown", "stage", _cell("stage_unknown", "stage"), _any, lists="unknown_stages"),
    FaultKind("source_level_unknown", "source_level", _cell("source_level_unknown", "source_level", "部委"), single),
    FaultKind("kind_unknown", "kind", _unstated("kind_unknown", "kind", "其他类"), single),
    FaultKind("kind_missing", "kind", _unstated("kind_missing", "kind", ""), single),
    FaultKind("origin_unknown", "origin", _unstated("origin_unknown", "origin", "一般"), single),
    FaultKind("origin_missing", "origin", _unstated("origin_missing", "origin", ""), single),
    FaultKind("code_damaged", "project_code", _cell("code_damaged", "project_code", _DAMAGED_CODE, workbook=True), single),
    FaultKind("text_unreadable", "document_number", _cell("text_unreadable", "document_number", "#N/A"), _any),
    FaultKind("project_name_missing", "project_name", _nameless, lambda c, i: single(c, i) and bool(c.item.rows[i].project.code) and c.shows("project_code")),
    FaultKind("fund_category_unknown", "fund_category", _new_category, lambda c, i: single(c, i) and c.item.rows[i].line.counts, lists="unknown_categories"),
    FaultKind("project_values_differ", "total_investment", _differing, lambda c, i: c.item.rows[i].number == 1),
    FaultKind("total_mismatch", "received", _total_off, lambda c, i: c.item.rows[i].money("received") > 0),
    FaultKind("row_duplicate", "project_name", _repeated, lambda c, i: len(c.item.rows[i].project.lines) == 1),
    FaultKind("money_unit_unstated", "received", _lost_unit, lambda c, i: c.item.rows[i].money("received") > 0),
)  # fmt: skip

WARNINGS = {
    "amount_finer_than_fen",
    "amount_hedged",
    "code_damaged",
    "date_is_span",
    "date_unreadable",
    "fund_category_unknown",
    "origin_missing",
    "origin_unknown",
    "project_values_differ",
    "row_duplicate",
    "source_level_unknown",
    "stage_unknown",
    "text_unreadable",
    "total_mismatch",
}
"""What is a warning of these; all else that is planted is an error."""
