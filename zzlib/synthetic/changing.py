"""Counties whose units change in the course of the year: a change of every kind, drawn by chance where it can happen."""

from collections.abc import Callable
from random import Random

from zzlib.synthetic.spec import Spec, TargetSpec, UnitChange, UnitSpec

KINDS = ("renamed", "named", "merged", "absorbed", "split", "kept", "moved", "new")
"""Renamed to a unit of its own, given a name, merged into a new unit, into one that was there, split, split from, moved, new."""


def changing_spec(spec: Spec, seed: int, kinds: tuple[str, ...] = KINDS) -> Spec:
    """Let units of a county change from its second month on, each kind once while there are units left.

    The new units report as others do, and miss months; some have a target of their own.
    """
    rng = Random(f"{seed}/changes")
    units = list(spec.units)
    free = [unit for unit in units if unit.returns]
    rng.shuffle(free)
    changes: list[UnitChange] = []
    for kind in rng.sample(kinds, len(kinds)):
        needed = _NEEDS.get(kind, 1)
        if spec.months < 2 or len(free) < needed:
            continue
        own, free = free[:needed], free[needed:]
        month = rng.randrange(2, spec.months + 1)
        made = [_new_unit(spec, f"U9{len(units) + n:02d}", month, rng) for n in range(_MAKES.get(kind, 0))]
        units += made
        changes += _DRAW[kind](month, own, made, rng)
    return Spec.model_validate(spec.model_dump() | {"units": units, "changes": changes, "totals": {}})


_NEEDS = {"merged": 2, "absorbed": 2, "new": 0}
_MAKES = {"renamed": 1, "merged": 1, "split": 2, "kept": 1, "new": 1}
_SHARES = (("0.6", "0.4"), ("50%", "50%"), ("1/3", "2/3"), ("0.07", "0.93"))


def _new_unit(spec: Spec, unit_id: str, month: int, rng: Random) -> UnitSpec:
    name = f"新设{unit_id[1:]}局"
    target = TargetSpec(projects=rng.randrange(1, 9), funds_wan=rng.randrange(1, 40) * 50)
    own = ((month, target),) if rng.random() < 0.3 else ()
    misses = tuple(m for m in range(month, spec.months + 1) if rng.random() < 0.3)
    return UnitSpec(
        id=unit_id, name=name, full_name=spec.county + name, group="县直", theme=spec.units[0].theme, revisions=own,
        misses=misses, history=False,
    )  # fmt: skip


_Draw = Callable[[int, list[UnitSpec], list[UnitSpec], Random], list[UnitChange]]


def _joined(month: int, own: list[UnitSpec], made: list[UnitSpec], rng: Random) -> list[UnitChange]:
    """Let units go whole into a new one, or into the first of them."""
    heir = (made or own)[0].id
    return [UnitChange(month=month, from_unit=unit.id, to_unit=heir) for unit in own]


def _split(month: int, own: list[UnitSpec], made: list[UnitSpec], rng: Random) -> list[UnitChange]:
    """Let a unit be divided among new ones, or keep a part itself."""
    heirs = [unit.id for unit in (made if len(made) > 1 else (*own, *made))]
    shares = zip(heirs, rng.choice(_SHARES), strict=True)
    return [UnitChange(month=month, from_unit=own[0].id, to_unit=heir, share=share) for heir, share in shares]


def _told(month: int, own: list[UnitSpec], made: list[UnitSpec], rng: Random) -> list[UnitChange]:
    return [UnitChange(month=month, from_unit=own[0].id, to_unit=own[0].id, name=f"{own[0].name}（新）")]


def _moved(month: int, own: list[UnitSpec], made: list[UnitSpec], rng: Random) -> list[UnitChange]:
    place = UnitChange(month=month, from_unit=own[0].id, to_unit=own[0].id, group="垂管")
    return [place if own[0].group != "垂管" else place.model_copy(update={"group": "县直"})]


def _begun(month: int, own: list[UnitSpec], made: list[UnitSpec], rng: Random) -> list[UnitChange]:
    return [UnitChange(month=month, to_unit=made[0].id)]


_DRAW: dict[str, _Draw] = {
    "renamed": _joined, "named": _told, "merged": _joined, "absorbed": _joined, "split": _split, "kept": _split,
    "moved": _moved, "new": _begun,
}  # fmt: skip
