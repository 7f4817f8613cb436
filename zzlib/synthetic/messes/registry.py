"""What each mess does: functions by the mess's id, in the order in which they are applied."""

from collections.abc import Callable
from random import Random

from zzlib.synthetic.messes import cells, columns, rows, sheets, sums, texts
from zzlib.synthetic.messes.draft import MessDraft, Restyle

Edit = Callable[[MessDraft, Random], None]

RESTYLES: dict[str, Restyle] = columns.RESTYLES
"""What changes the form before it is laid out."""

EDITS: dict[str, Edit] = (
    sheets.SPLITS | cells.EDITS | columns.EDITS | sums.EDITS | rows.EDITS | texts.EDITS | sheets.REPRINTS | sheets.EDITS
)
"""What changes the sheets: first how they are split, last what is copied of them."""
