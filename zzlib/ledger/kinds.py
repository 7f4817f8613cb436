"""A county whose form asks for no kind of project: that is said once, not at every return."""

from zzlib.issues import Issue, issue
from zzlib.kinds import Kinds
from zzlib.ledger.year import Year
from zzlib.vocabulary import Kind

_UNITS = 3
"""From so many units on (or all, in a smaller county) their forms tell what the county asks for."""
_SAID = ("required_column_missing", "kind_missing")


def issues_without_kinds(year: Year, kinds: Kinds) -> list[Issue]:
    """Give the year's issues, those about the missing kind as one where no return of the year states any.

    An issue that offers a column for the kind stays: somebody has to answer it first.
    """
    missing = [i for i in year.issues if i.code in _SAID and i.field == "kind" and not i.details.get("headings")]
    offered = any(i.code in _SAID and i.field == "kind" and i.details.get("headings") for i in year.issues)
    own = [m for month in year.months.values() for m in month.values() if m.lines and not m.carried_from]
    filed = {m.filed.unit_id for m in own}
    stated = any(line.text("kind") not in ("", Kind.UNSTATED) for m in own for line in m.lines)
    if not missing or offered or stated or len(filed) < min(_UNITS, len(year.registry.ids)):
        return year.issues
    gone = set(map(id, missing))
    known = "、".join(name for _, name in kinds.names)
    told = issue("kinds_unstated", field="kind", value=len(filed), known=known)
    return [*(i for i in year.issues if id(i) not in gone), told]
