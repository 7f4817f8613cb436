"""Lay out a return, and put it into the disorder that is asked of it."""

from collections.abc import Sequence
from dataclasses import replace

from zzlib.synthetic.filings import Return
from zzlib.synthetic.messes.catalogue import catalogue
from zzlib.synthetic.messes.draft import MessDraft
from zzlib.synthetic.messes.registry import EDITS, RESTYLES
from zzlib.synthetic.plan import PlannedCounty
from zzlib.synthetic.sheet import SheetWriter
from zzlib.synthetic.styles import WrittenStyle, without_columns
from zzlib.synthetic.workbook import cover_sheet


def draft_return(county: PlannedCounty, item: Return, style: WrittenStyle, messes: Sequence[str]) -> MessDraft:
    """Lay out a return and put it into disorder."""
    for name in messes:
        kind = catalogue()[name]
        style = without_columns(_styled(style, kind.style, kind.without), county.spec.unasked)
        if name in RESTYLES:
            style = RESTYLES[name](style, county.rng("mess", name, item.unit_id, item.month))
    sheet = style.sheet.format(month=item.month, quarter=item.month // 3)
    sheets = {"填表说明": cover_sheet()} if style.cover_sheet else {}
    grid = SheetWriter(county, item, style).lay_out()
    draft = MessDraft(county, item, style, sheet, sheets | {sheet: grid})
    for edit in item.edits:
        edit(draft)
    for name in (name for name in EDITS if name in messes):
        EDITS[name](draft, county.rng("mess", name, item.unit_id, item.month))
    _repeat(draft)
    return draft


def _repeat(draft: MessDraft) -> None:
    """Let a row that stands twice say the same twice, whatever disorder came over the first."""
    for grid in draft.tables:
        if "repeated" in {key[0] for key in grid.places}:
            first, second = dict(grid.records())[draft.item.repeated or 0], grid.places["repeated",][0]
            for (row, column), cell in list(grid.cells.items()):
                if row == first:
                    grid.cells[second, column] = cell


def _styled(style: WrittenStyle, fields: dict[str, object], without: tuple[str, ...]) -> WrittenStyle:
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    columns = tuple(column for column in style.columns if column not in without)
    return _consistent(replace(style, columns=columns, **plain))  # type: ignore[arg-type]


def _consistent(style: WrittenStyle) -> WrittenStyle:
    """Let captions or a column say the kind, and some place the unit of money, whatever else was changed."""
    if style.unit_place == "caption" and style.header_rows < 3:
        style = replace(style, unit_place="line")
    if "kind" in style.columns or (style.sections and "kind" in style.section_fields):
        return style
    if style.sections:
        return replace(style, section_fields=("kind", *style.section_fields))
    return replace(style, columns=(*style.columns, "kind"), kind_by_section=False)
