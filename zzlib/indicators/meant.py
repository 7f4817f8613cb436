"""What people ask for, by the names that they have for it: a figure, and a scope of it.

Commands, `import zzlib` and a city ask here, so that each takes what the others take.
"""

from collections.abc import Callable, Collection, Mapping
from functools import partial

from zzlib.data import nearest
from zzlib.indicators.catalogue import Catalogue, FigureError, definition, labels
from zzlib.ledger.registry import read_registry
from zzlib.workspace import Workspace


def meant_figure(name: str, known: Catalogue, workspace: Workspace) -> str:
    """Give the id of the figure that is meant.

    It may be named by its id, its label or one that it had, also in the words of the county's rhythm, or by the heading of
    the column of the returns that it alone adds up for the county (到位资金 for `funds_received`).

    Raises:
        FigureError: there is none; the message names the nearest.
    """
    if name in known.figures:
        return name
    named, said = labels(known.figures), workspace.rhythm.said
    called = _by_column(known, workspace) | {said(label): figure for label, figure in named.items()} | named
    return definition(called.get(name, name), known.figures).id


def _by_column(known: Catalogue, workspace: Workspace) -> dict[str, str]:
    """Give the figures that add up a whole column of the returns, by its heading, where it is one."""
    found: dict[str, list[str]] = {}
    fields = workspace.form.fields
    for figure in known.figures.values():
        measure = known.measures.get(figure.measure) if figure.compute == "sum" and "county" in figure.scopes else None
        if measure is None or measure.table not in ("funding", "projects") or measure.where:
            continue
        if measure.field in fields and measure.column in (measure.field, f"{measure.field}_fen"):
            found.setdefault(fields[measure.field].label, []).append(figure.id)
    return {label: ids[0] for label, ids in found.items() if len(ids) == 1}


def meant_scope(
    asked: str,
    known: Collection[str],
    names: Mapping[str, str],
    unit: Callable[[str], str | None] = lambda _: None,
) -> str:
    """Give the scope of `known` that is meant.

    It may be written as it is (`unit:u08`), in capital or small letters, or with a name for the id; a name may stand alone.
    `names` gives scopes by name (`kind:政策型`, `county:乙县`), `unit` the id of a unit by whatever else it is called.

    Raises:
        FigureError: there is none; the message names at most five, the nearest first, or the kinds of scope that there are.
    """
    if asked in known:
        return asked
    called = {one.casefold(): one for one in known} | {n.casefold(): one for n, one in names.items() if one in known}
    kinds = list(dict.fromkeys(one.partition(":")[0] for one in known))
    kind, colon, value = (part.strip() for part in asked.replace("：", ":", 1).partition(":"))
    written = [f"{kind}:{value}"] if colon else [kind, *(f"{own}:{kind}" for own in kinds)]
    if found := next((called[one] for text in written if (one := text.casefold()) in called), ""):
        return found
    unit_id = unit(value or kind) if kind == "unit" or not colon else None
    if unit_id and (found := f"unit:{unit_id}") in known:
        return found
    near = _near(value or kind, [kind] if kind in kinds else [] if colon or kind.isascii() else kinds, known, names)
    some = "、".join(one if one in known else f"{one}:…" for one in kinds)
    raise FigureError(f"没有“{asked}”这个范围；" + (f"最接近的是 {near}" if near else f"可用的有：{some}"))


def _near(word: str, kinds: list[str], known: Collection[str], names: Mapping[str, str]) -> str:
    """Give the scopes of some kinds that are most like a word: by id one of ASCII, else by name; of several kinds only what is like it."""
    called = {} if word.isascii() else {one: name for name, one in names.items()}
    texts = [called.get(one, one) for one in known if one.partition(":")[0] in kinds]
    near = {(text.partition(":")[2] or text).casefold(): text for text in texts}
    return "、".join(nearest(word.casefold(), near, cutoff=0.4 if len(kinds) > 1 else 0.0))


def county_scope(asked: str, known: Collection[str], workspace: Workspace, period: str) -> str:
    """Give the scope of `known` that is meant in a county's month; units by any of their names, kinds by theirs.

    Raises:
        FigureError: as of `meant_scope`.
    """
    if asked in known:  # most are; units are read for names alone
        return asked
    registry = read_registry(workspace, period)
    names = {f"kind:{label}": f"kind:{kind}" for kind, label in workspace.settings.kinds.labels.items()}
    names |= {f"unit:{name}": f"unit:{unit_id}" for unit_id, name in registry.members(period).items()}
    names[f"county:{workspace.settings.county.name}"] = "county"
    unit = partial(registry.called, period=period, county=workspace.settings.county.name)
    return meant_scope(asked, known, names, unit)
