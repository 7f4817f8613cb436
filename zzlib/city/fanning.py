"""Work on counties spread over processes here, or over Dask's workers where `[engine] scheduler` names one; the same code for both."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from zzlib.city.counties import CityError
from zzlib.settings import Engine

Item = TypeVar("Item")
Made = TypeVar("Made")

_SECONDS_TO_CONNECT = 10


@contextmanager
def executor(engine: Engine, workers: int) -> Iterator[Executor]:
    """Give what runs the work: so many processes of this machine, or the workers of a Dask scheduler.

    Raises:
        CityError: a scheduler is named, and Dask is not installed or it does not answer.
    """
    if not engine.scheduler:
        # A process of its own begins anew: a copy of one that has threads may wait for ever.
        with ProcessPoolExecutor(max(1, workers), mp_context=get_context("spawn")) as pool:
            yield pool
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise CityError("[engine] 写了 scheduler，但没有装 Dask：pip install 'zzlib[dask]'") from error
    try:
        client = Client(engine.scheduler, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CityError(f"连不上 Dask 的调度器 {engine.scheduler}：{str(error).splitlines()[0]}") from error
    with client, client.get_executor(pure=False) as pool:
        yield pool


def spread(
    engine: Engine, workers: int, work: Callable[[Item], Made], items: Sequence[Item]
) -> Iterator[Made | Exception]:
    """Give what the work makes of each item, or what hindered it, in their order.

    What a process that died had in hand, and what still waited behind it, is done once more, each item in a process of its
    own, so that one on which processes die takes no other with it; what was done is not done again. Dask does so itself.
    """
    if not engine.scheduler and workers <= 1:  # one after the other: no other process need begin
        yield from (_made(work, item) for item in items)
        return
    with executor(engine, min(workers, len(items))) as pool:
        futures = [pool.submit(work, item) for item in items]
        for item, future in zip(items, futures, strict=True):
            try:
                yield future.result()
            except BrokenExecutor:
                yield _alone(engine, work, item)
            except Exception as error:
                yield error


def _made(work: Callable[[Item], Made], item: Item) -> Made | Exception:
    try:
        return work(item)
    except Exception as error:
        return error


def _alone(engine: Engine, work: Callable[[Item], Made], item: Item) -> Made | Exception:
    try:
        with executor(engine, 1) as pool:
            return pool.submit(work, item).result()
    except Exception as error:
        return error
