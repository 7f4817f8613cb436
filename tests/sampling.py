"""How much is tried of what is many: every kind of it by a few; all of it where `ZZ_FAULTS=all` is set (`make faults`)."""

import os
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

EVERY = os.environ.get("ZZ_FAULTS") == "all"


def sampled(count: int, most: int) -> Sequence[int]:
    """Give at most so many of the numbers 1 to `count`, evenly spaced, the last among them."""
    if count <= most:
        return range(1, count + 1)
    return sorted({round(1 + number * (count - 1) / (most - 1)) for number in range(most)}) if most > 1 else [count]


_Kind, _Case = TypeVar("_Kind", bound=Hashable), TypeVar("_Case")


def of_each_kind(cases: Iterable[tuple[_Kind, _Case]], most: int) -> list[tuple[_Kind, _Case]]:
    """Give at most so many cases of each kind, evenly spaced; all of them where every one is to be tried."""
    by_kind: dict[_Kind, list[_Case]] = defaultdict(list)
    for kind, case in cases:
        by_kind[kind].append(case)
    return [
        (kind, all_of_it[number - 1])
        for kind, all_of_it in by_kind.items()
        for number in sampled(len(all_of_it), len(all_of_it) if EVERY else most)
    ]


def ends_of(sites: Sequence[str], most: int) -> list[int]:
    """Give at most so many of the events from 1 on: the first and last of each site, the very last event always among them."""
    first, last = (
        {site: number for number, site in order} for order in (reversed(list(enumerate(sites, 1))), enumerate(sites, 1))
    )
    ends = sorted({*first.values(), *last.values()})
    return [ends[number - 1] for number in sampled(len(ends), most)]
