"""Draft a unit's projects of one kind: names, fund lines and steps, so that the amounts add up to the quota."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from zzlib.synthetic.amounts import WAN, share, split_fen
from zzlib.synthetic.projects import MONEY_STEPS, NEVER, PlannedLine, Project
from zzlib.synthetic.spec import Quota, Spec, UnitSpec, words
from zzlib.vocabulary import Kind, Origin, SourceLevel

_COMPETITIVE = ("中央预算内投资", "中央专项", "省级专项", "市级专项")
_ISSUERS = ("赣财预", "赣发改投资", "赣财建", "抚财预")
LINE_STEPS = MONEY_STEPS[1:]
"""The steps of money won, in the order in which they come."""
_TEN = "甲乙丙丁戊己庚辛壬癸"


def kind_projects(
    spec: Spec, unit: UnitSpec, kind: Kind, quota: Quota, names: Iterator[str], rng: Random
) -> list[Project]:
    """Draft a unit's projects of one kind so that they meet its quota; `names` are taken as needed."""
    origins = [Origin.NEW] * quota.new + [Origin.CARRIED_OVER] * (quota.projects - quota.new)
    rng.shuffle(origins)
    amounts = _awards(quota, rng)
    amounts += [None] * (quota.projects - len(amounts))
    land_only = range(quota.converted - quota.land_only, quota.converted)
    return [
        _project(spec, unit, kind, origin, next(names), award, number in land_only, rng)
        for number, (origin, award) in enumerate(zip(origins, amounts, strict=True))
    ]


def _awards(quota: Quota, rng: Random) -> list[tuple[int, int] | None]:
    """Give awarded and received (fen) of the winners of money: the large ones as stated, the rest in shares."""
    large = [(awarded * WAN, received * WAN) for awarded, received in quota.large]
    rest_awarded = quota.awarded_wan * WAN - sum(awarded for awarded, _ in large)
    rest_received = quota.received_wan * WAN - sum(received for _, received in large)
    weights = [rng.randrange(80, 121) for _ in range(quota.small)]
    waiting = quota.small // 4 if rest_received < rest_awarded else 0
    received = split_fen(rest_received, weights[: quota.small - waiting]) + [0] * waiting
    extra = split_fen(rest_awarded - rest_received, [rng.randrange(80, 121) for _ in range(quota.small)])
    return [*large, *((got + more, got) for got, more in zip(received, extra, strict=True))]


def _project(
    spec: Spec, unit: UnitSpec, kind: Kind, origin: Origin, name: str, award: tuple[int, int] | None,
    land_only: bool, rng: Random,
) -> Project:  # fmt: skip
    wins = award is not None
    first = 1 if origin == Origin.CARRIED_OVER or (wins and rng.random() < 0.6) else rng.randrange(1, spec.months + 1)
    gradual = kind == Kind.FORMULA and wins
    applied = _applied(kind, award, rng)
    lines = _lines(unit, kind, award, applied, rng)
    steps = _steps(first, spec.months, gradual, wins or land_only, rng)
    number = rng.randrange(1, 13)
    return Project(
        unit_id=unit.id,
        name=unit.name + name if unit.group == "乡镇" else name,
        code=_code(spec.year - (origin == Origin.CARRIED_OVER), rng) if rng.random() < 0.6 else "",
        kind=kind,
        origin=origin,
        policy_field=rng.choice(words("words")["themes"][unit.theme]["fields"]),
        lines=lines,
        first=first,
        last=spec.months,
        year=spec.year,
        steps=steps,
        gradual=gradual,
        opening=rng.randrange(3),
        pace=rng.randrange(1, 4),
        total_investment=max(applied, *(award or (0,))) * rng.randrange(11, 20) // 10 // WAN * WAN
        or rng.randrange(5, 90) * 10 * WAN,
        land_needed=Decimal(rng.randrange(20, 600)) / 10 if land_only or rng.random() < 0.12 else None,
        land=Decimal(0),
        day=rng.randrange(1, 25),
        document_number=f"{rng.choice(_ISSUERS)}〔{spec.year}〕{rng.randrange(1, 199)}号",
        leader=f"责任领导{rng.choice(_TEN)}" if rng.random() < 0.96 else "",
        person=f"责任人{rng.choice(_TEN)}",
        phone=f"0790-6000{number:03d}",
        problems="" if wins and rng.random() < 0.8 else rng.choice(words("words")["problems"]),
        remark=rng.choice(words("words")["remarks"]) if rng.random() < 0.3 else "",
    )


def _code(year: int, rng: Random) -> str:
    """Make a code of the shape of the national approval platform."""
    return f"{year}-3610{rng.randrange(21, 31)}-{rng.randrange(10, 99)}-01-{rng.randrange(10**5, 10**6)}"


def _applied(kind: Kind, award: tuple[int, int] | None, rng: Random) -> int:
    if award is None:
        return rng.randrange(2, 60) * 10 * WAN
    if kind == Kind.FORMULA and rng.random() < 0.5:
        return 0
    return -(-award[0] // WAN) * WAN + rng.randrange(0, 20) * 5 * WAN


def _steps(first: int, last: int, gradual: bool, wins: bool, rng: Random) -> dict[str, int]:
    """Draw the month in which each amount begins, in the order in which money comes."""
    if not wins:
        applied = first + rng.randrange(0, 4)
        return dict.fromkeys(MONEY_STEPS, NEVER) | {"land": NEVER, "applied": applied if applied <= last else NEVER}
    steps = {"applied": first}
    month = first
    for step in LINE_STEPS:
        latest = max(month, (first + last) // 2) if gradual else last
        month = min(rng.randrange(month, latest + 1) for _ in range(2))
        steps[step] = month
    return steps | {"land": steps["awarded"]}


def _lines(
    unit: UnitSpec, kind: Kind, award: tuple[int, int] | None, applied: int, rng: Random
) -> tuple[PlannedLine, ...]:
    """Make one fund line, or two (the second from another purse) for some larger winners."""
    category = words("words")["themes"][unit.theme]["category"]
    if kind == Kind.COMPETITIVE:
        category = rng.choice(_COMPETITIVE)
    amounts = dict.fromkeys(MONEY_STEPS, 0) | {"applied": applied}
    if award:
        awarded, received = award
        allotted = received + share(awarded - received, rng.choice((0, 1, 2, 3, 4)), 4)
        paid = share(received, rng.choice((0, 0, 2, 5, 6, 8, 10)), 10)
        amounts |= {"awarded": awarded, "allotted": allotted, "received": received, "paid": paid}
        if awarded >= 100 * WAN and rng.random() < 0.15:
            part = rng.choice((5, 6, 7, 8))
            one = {step: share(amount, part, 10) for step, amount in amounts.items()}
            two = {step: amounts[step] - amount for step, amount in one.items()}
            second = "省级专项" if category != "省级专项" else "市级专项"
            return fund_line(category, one), fund_line(second, two)
    return (fund_line(category, amounts),)


def fund_line(category: str, amounts: dict[str, int]) -> PlannedLine:
    """Make a fund line of a category with amounts in fen by step."""
    facts = words("words")["categories"][category]
    return PlannedLine(category, SourceLevel(facts["level"]), facts["counts"], **amounts)
