"""A sheet as people see it: its numbers with what their formats write beside them, what is drawn otherwise, what is hidden."""

from dataclasses import replace

from zzlib.returns.containers.formats import with_words
from zzlib.returns.containers.grid import Grid
from zzlib.returns.containers.hidden import shown
from zzlib.returns.containers.inside import SheetLook
from zzlib.returns.containers.sights import Look, sight_of


def seen(grid: Grid, look: SheetLook) -> Grid:
    """Take into a sheet what a look inside its file found; its rows are changed in place where a format shows words."""
    ruled, doubts = look.ruled.drawn(grid) if look.ruled else ({}, ())
    looks = look.looks
    if ruled:
        looks = looks | {place: _over(looks.get(place, Look()), own) for place, own in ruled.items()}
    sights = dict(look.sights)
    colours = {place: drawn.colour for place, drawn in looks.items() if drawn.colour}
    for place, drawn in looks.items():
        value = grid.cell(*place)
        if value == "":
            continue
        if sight := sight_of(value, drawn):
            sights.setdefault(place, sight)
        elif drawn.format and (worded := with_words(value, drawn.format)) != value:
            grid.rows[place[0]][place[1]] = worded
    if sights or colours or look.comments or look.boxes or doubts:
        grid = replace(grid, sights=sights, colours=colours, doubts=doubts, comments=look.comments, boxes=look.boxes)
    return shown(grid, look.hidden_rows, look.hidden_columns)


def _over(base: Look, ruled: Look) -> Look:
    """Give how a cell is drawn under rules, which say nothing of its colour, and may say nothing of its format."""
    return replace(ruled, colour=base.colour, format=ruled.format or base.format)
