"""The views of a month in every picture, without widgets and without drawing."""

from collections.abc import Iterator

from tests.agreement.printed import Line
from zzlib.explore.conversion import view_of as conversion_of
from zzlib.explore.data import ViewData
from zzlib.explore.gap import GapParameters
from zzlib.explore.gap import view_of as gap_of
from zzlib.explore.parts import ConversionParameters
from zzlib.explore.progress import view_of as progress_of
from zzlib.explore.result import ViewResult
from zzlib.explore.rules import ProgressParameters
from zzlib.explore.wording import wording
from zzlib.indicators import measure
from zzlib.ledger import Ledger


def results(ledger: Ledger) -> Iterator[ViewResult]:
    """Give each picture of each view as it opens: the whole county."""
    data, words = ViewData(ledger), wording()
    data.__dict__["month"] = measure(ledger)  # and not the one that is kept: its figures may have been moved
    for picture in words.conversion.pictures:
        yield conversion_of(data, ConversionParameters(data.period, picture))
    for picture in words.progress.pictures:
        yield progress_of(data, ProgressParameters(data.period, picture))
    for picture in words.gap.pictures:
        yield gap_of(data, GapParameters(data.period, picture))


def views(ledger: Ledger) -> Iterator[Line]:
    """Read what the views say under the name of a figure of the catalogue."""
    for result in results(ledger):
        for figure in result.figures:
            if figure.figure:
                yield Line(f"视图 {result.view}", figure.figure, (figure.scope,), figure.text)
