"""What a column's header means: its path of texts, from the top caption down, becomes a field of the form."""

import re
from dataclasses import dataclass
from functools import lru_cache

from zzlib.returns.cells.text import fold
from zzlib.returns.cells.units import read_unit, trailing_unit
from zzlib.returns.form import FormField, by_form, fields, form, labels
from zzlib.returns.layout.qualifiers import beside_label, is_neutral, loose_part, makes_another, part_named

_TO_ROUND = str.maketrans("[]【】〔〕{}", "()()()()")
_BRACKET = re.compile(r"\(([^()]*)\)")
_RATE = re.compile("[%‰率]")
_SPEAKS_OF_MONEY = re.compile("资金|金额|投资|经费")
AMOUNTS = ("money", "number")
ANOTHER_TIME = "another_time"
BARE_TOTAL = "bare_total"
_TIMES = ("since_start", ANOTHER_TIME, "year_to_date", "month", BARE_TOTAL)
GIVEN, LABEL, DECIDED = 3, 4, 5
"""The strength of a meaning that words have only because a person decided so, of the very label, and of what was decided among words alike."""


@dataclass(frozen=True)
class Title:
    """One header text taken apart: the words, what brackets add to them, and the unit (`""` if it is not money)."""

    main: str
    qualifiers: tuple[str, ...] = ()
    unit: str | None = None


@dataclass(frozen=True)
class Meaning:
    """The field a header path means. `strength`: its label, 2 a synonym, 1 under a caption that may change it.

    `timed` tells that the header itself says the time it speaks of; `by_values` that the values must confirm it. `unclear` is a bracket
    of which nobody knows whether it names a part.
    """

    field_id: str
    strength: int
    timed: bool = False
    by_values: bool = False
    unclear: str = ""


@by_form()
def split_title(text: str) -> Title:
    """Take a header text apart: `到位资金（万元）` -> 到位资金, 万元."""
    main = fold(text).translate(_TO_ROUND).rstrip(":")
    unit: str | None = None
    qualifiers = []
    for content in _BRACKET.findall(main):
        for part in re.split("[,;]", content):
            stated = read_unit(part)
            if stated is None:
                qualifiers.append(part)
            else:
                unit = stated or unit or ""
        if read_unit(content) is not None:
            main = main.replace(f"({content})", "", 1)
    if main in labels():
        return Title(main, (), unit)
    main = _BRACKET.sub("", main)
    if main not in labels() and unit is None:
        main, unit = trailing_unit(main)
    return Title(main, tuple(q for q in qualifiers if q), unit)


@dataclass(frozen=True)
class _Part:
    """A text of the path: the time it states, and what is left of it."""

    time: str | None
    rest: str


@by_form()
def field_hint(text: str) -> str | None:
    """Give the field that a single header text speaks of, for finding the header."""
    if len(text) > 40:
        return None
    label = labels().get(_part(split_title(text).main, None).rest)
    return label.field_id if label else None


def is_idle(text: str) -> bool:
    """Tell whether a header text says nothing by itself: 小计, 合计, 金额."""
    return split_title(text).main in form().header.idle


def speaks_of_another_time(text: str) -> bool:
    """Tell whether a header text speaks of another year or of a plan: 上年结转."""
    return _part(split_title(text).main, None).time == ANOTHER_TIME


def path_unit(path: tuple[str, ...]) -> str | None:
    """Give the unit that a header path states, the lowest text first."""
    return next((unit for text in reversed(path) if (unit := split_title(text).unit) is not None), None)


@by_form()
def header_unit(header: str) -> str | None:
    """Give the unit of money that the full name of a column states; `None` if it states none."""
    return path_unit(tuple(header.split("/"))) or None


@by_form()
def meaning(path: tuple[str, ...], year: int | None) -> Meaning | None:
    """Give the field that a header path means; `None` if the form has no such field.

    `year` is the year of the return, by which a header such as `2012年到位资金` is told from this year's.
    """
    titles = [split_title(text) for text in path]
    mains = _joined([title.main for title in titles if title.main])
    parts = [_part(main, year) for main in mains]
    speaking = _joined([part.rest for part in parts if part.rest and part.rest not in form().header.idle])
    label = labels().get(speaking[-1]) if speaking else None
    if label is None:
        return None
    field = fields()[label.field_id]
    notes = [_part(qualifier, year) for title in reversed(titles) for qualifier in title.qualifiers]
    captions = [text for text in speaking[:-1] if not form().header.captions.fullmatch(text)]
    if field.field_id in form().own and any(_names_money(text) for text in captions):
        return None  # 到位资金 / 专项债资金 is a part of what came, not the county's own column
    strength = 1 if captions else LABEL if label.group == "label" else 2
    if field.type not in AMOUNTS:
        return Meaning(field.field_id, strength, by_values=label.group == "by_values")
    contexts = captions + [note.rest for note in notes if note.rest]
    times = [part.time for part in (*notes, *reversed(parts)) if part.time]
    money = times or any(title.unit for title in titles) or any(_SPEAKS_OF_MONEY.search(text) for text in path)
    if (label.group == "short" and not money) or any(map(makes_another, contexts)):
        return None
    unit = path_unit(path)
    if unit is not None and bool(unit) != (field.type == "money"):
        return None
    target = _at_time(field, times)
    unclear = next((n.rest for n in notes if n.rest and not is_neutral(n.rest) and _is_doubtful(n.rest)), "")
    return Meaning(target, 1 if contexts else strength, timed=bool(times), unclear=unclear) if target else None


def _names_money(text: str) -> bool:
    label = labels().get(text)
    return label is not None and fields()[label.field_id].type == "money"


def _is_doubtful(qualifier: str) -> bool:
    """Tell whether a bracket may name a part of an amount: no caption does, but for words that do so beside others."""
    return bool(loose_part(qualifier)) or not names_caption(qualifier)


@dataclass(frozen=True)
class PartOf:
    """A column that is a part of an amount: of which field, which part (`central`, `own`, …), and the words that say so."""

    field_id: str
    name: str
    said: str


@by_form()
def part_of(path: tuple[str, ...], year: int | None) -> PartOf | None:
    """Give the amount of the year that a header path names a part of; `None` if it names none."""
    titles = [split_title(text) for text in path]
    texts = [title.main for title in titles if title.main] + [q for title in titles for q in title.qualifiers]
    said = [_Part(None, text) if loose_part(text) else _part(text, year) for text in texts]
    if any(part.time == ANOTHER_TIME for part in said):
        return None
    field_id, found = "", []
    for text in (part.rest for part in said if part.rest):
        if text != (bare := text.removeprefix("其中").lstrip(":")):
            found.append(("included", text))
            text = bare
        label = labels().get(text)
        if name := part_named(text) or loose_part(text):
            found.append((name, text))
        elif label:
            field_id = label.field_id
        elif (beside := beside_label(text)) != ("", ""):
            field_id, found = beside[0], [*found, (beside[1], text)]
    money = field_id and fields()[field_id].type == "money" and fields()[field_id].basis == "year_to_date"
    found.sort(key=lambda part: (part[0] == "included", bool(loose_part(part[1]))))
    return PartOf(field_id, *found[0]) if money and found else None


def _joined(texts: list[str]) -> list[str]:
    """Join the two lowest texts where only together they are a label: 用地 / 需求, 开工时间 / 计划."""
    for joined in ("".join(texts[-2:]), "".join(reversed(texts[-2:]))):
        if len(texts) > 1 and joined in labels():
            return [*texts[:-2], joined]
    return texts


@by_form()
def _part(text: str, year: int | None) -> _Part:
    """Take the words of time out of a header text; a label stays whole, and says its own field's time."""
    for time, pattern in ((known, pattern) for known in _TIMES for pattern in getattr(form().header, known)):
        match = pattern.search(text)
        if match is None:
            continue
        stated_year = match.groupdict().get("year")
        if text in labels():
            own = fields()[labels()[text].field_id].basis
            return _Part(None if time == ANOTHER_TIME else time if time == BARE_TOTAL else own, text)
        if stated_year and year and int(stated_year) != year:
            time = ANOTHER_TIME
        return _Part(time, (text[: match.start()] + text[match.end() :]).removesuffix("情况"))
    return _Part(None, text if text in labels() else text.removesuffix("情况"))


def _at_time(field: FormField, times: list[str]) -> str | None:
    """Give the field that an amount is under the times its header states (lowest first); `None` if the form has none."""
    base = next((f for f in fields().values() if field.field_id in f.variants.values()), field)
    if ANOTHER_TIME in times:
        return None
    stated = [time for time in times if time != BARE_TOTAL]
    time = "since_start" if "since_start" in stated else stated[0] if stated else "year_to_date" if times else ""
    if time in ("", field.basis) or not field.basis:
        return field.field_id
    return base.field_id if time == base.basis else base.variants.get(time)


@lru_cache(maxsize=4096)
def holds_spans(header: str) -> bool:
    """Tell whether a column that is no field's is one of spans of time: 建设年限, 起止时间."""
    return form().header.spans.search(fold(header)) is not None


@lru_cache(maxsize=4096)
def is_ratio(header: str) -> bool:
    """Tell whether a column holds parts of a whole, of which none is more than 100 %: 占比, 到位率; 增长率 is none."""
    folded = fold(header)
    return not form().header.growth.search(folded) and form().header.ratios.search(folded) is not None


@lru_cache(maxsize=4096)
def is_amount_header(header: str) -> bool:
    """Tell whether the numbers of a column may be summed: no percentages, no growth."""
    return not any(pattern.search(fold(header)) for pattern in (_RATE, form().header.growth, form().header.ratios))


def names_caption(text: str) -> bool:
    """Tell whether a text may stand over a group of columns or be one of its parts: 资金情况, 用地(亩), 当月, 合计."""
    part = _part(split_title(text).main, None)
    known = not part.rest or part.rest in form().header.idle or part.rest in labels()
    return known or form().header.captions.fullmatch(part.rest) is not None
