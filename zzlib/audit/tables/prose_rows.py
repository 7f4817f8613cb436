"""Rows of figures that sentences tell one after the other in the same words: 1980年总人口466.0，男238.0，女228.0；1981年总人口471.8，男241.0，女230.8."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from zzlib.audit.numbers.patterns import regex
from zzlib.audit.reading.reading import ReadSentence
from zzlib.audit.tables.figure_rows import FigureRow

_FEWEST = 3
"""Of fewer rows, or of fewer figures in each, nothing is shown."""
_NAMED = re.compile(r"(?P<name>[^，、；：\d]{2,20})：(?P<items>.*)")
_OPENED = re.compile(r"^(?:[^\d，、：]+，)+(?=[^，]*\d)")
_ITEM = re.compile(
    r"(?P<year>(?:(?:19|20)\d\d年)?)(?P<label>(?:[^\d（）%]|\d+(?=[-—~至]?\d*岁))*)(?P<figure>\d[\d,]*(?:\.\d+)?%?)(?:[万亿]?[一-龥]{0,2})?"
)
_OF_YEAR = re.compile(r"((?:19|20)\d\d年)(\d[\d,]*(?:\.\d+)?)[一-龥]{1,2}(?=[，、]|$)")
_IN_TURN = re.compile("(?:分别|依次)(?:为|是)$")
_Told = tuple[str, str, tuple[str, ...], tuple[str, ...], ReadSentence]


def prose_tables(sentences: Iterable[ReadSentence]) -> Iterator[list[FigureRow]]:
    """Give the rows of figures of each paragraph that have the same labels in the same order, but for the name that opens each."""
    told: list[_Told] = []
    yearly: list[dict[str, str]] = []
    for sentence in sentences:
        for piece in regex("[；。]").split(sentence.text):
            row = _told(piece, sentence)
            yearly.append(dict(_OF_YEAR.findall(piece)))
            if row is not None and told and len(told[-1][2]) == len(row[2]) and _IN_TURN.search(row[2][0]):
                row = (*row[:2], told[-1][2], *row[3:])  # 2010年分别为42人、94人、32人: of what the first row names
            told += [row] if row is not None else []
    for _, group in groupby(told, key=lambda row: (row[2][1:], row[4].paragraph)):
        rows = list(group)
        if len(rows) >= _FEWEST:
            end = _common_end([label for _, _, (label, *_), _, _ in rows])
            of_all = next((of for of in yearly if all(year in of for _, year, *_ in rows)), {})
            yield [_figure_row(row, end, of_all) for row in rows]


def _told(piece: str, sentence: ReadSentence) -> _Told | None:
    """Give the name of a row, its labels and its figures; `None` of a piece that tells anything else."""
    piece = _OPENED.sub("", piece.strip())
    named = _NAMED.fullmatch(piece)
    items = [_ITEM.fullmatch(item) for item in regex("[，、]").split(named["items"] if named else piece)]
    found = [item for item in items if item is not None]
    if len(found) < max(_FEWEST, len(items)) or any(item["year"] for item in found[1:]):
        return None
    labels = tuple(item["label"] for item in found)
    in_turn = _IN_TURN.search(labels[0]) is not None
    if any(bool(label) == in_turn for label in labels[1:]):
        return None
    return (named["name"] if named else "", found[0]["year"], labels, tuple(item["figure"] for item in found), sentence)


def _common_end(labels: list[str]) -> str:
    """Give the last letters that all labels have in common: 总人口, of 全县总人口 and 城区总人口."""
    shortest = min(labels, key=len)
    ends = (shortest[at:] for at in range(len(shortest)))
    return next((end for end in ends if all(label.endswith(end) for label in labels)), "")


def _figure_row(row: _Told, end: str, of_all: Mapping[str, str]) -> FigureRow:
    """Give a row, with the number of its year that another sentence tells, if it tells one of each: 受理案件：2009年142件，2010年186件."""
    name, year, labels, figures, sentence = row
    label = year + labels[0].removesuffix(end) or name
    whole = [of_all[year]] if of_all else []
    heads = ("合计",) * len(whole) + (end, *labels[1:])
    return FigureRow(sentence.paragraph, sentence.original, label, (*whole, *figures), heads=heads)
