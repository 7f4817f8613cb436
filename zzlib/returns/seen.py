"""A sheet as people see it: its numbers in the units that their formats show, what is drawn otherwise, and what is hidden."""

from dataclasses import replace

from zzlib.returns.formats import unit_shown, with_unit
from zzlib.returns.grid import Grid
from zzlib.returns.hidden import shown
from zzlib.returns.inside import SheetLook
from zzlib.returns.sights import sight_of


def seen(grid: Grid, look: SheetLook) -> Grid:
    """Take into a sheet what a look inside its file found; its rows are changed in place where a format shows a unit."""
    sights = dict(look.sights)
    colours = {place: drawn.colour for place, drawn in look.looks.items() if drawn.colour}
    for place, drawn in look.looks.items():
        value = grid.cell(*place)
        if value == "":
            continue
        if (unit := unit_shown(drawn.format) if drawn.format else None) is not None:
            grid.rows[place[0]][place[1]] = with_unit(value, unit)
            drawn = replace(drawn, format="")
        if sight := sight_of(value, drawn):
            sights.setdefault(place, sight)
    if sights or colours or look.comments:
        grid = replace(grid, sights=sights, colours=colours, comments=look.comments)
    return shown(grid, look.hidden_rows, look.hidden_columns)
