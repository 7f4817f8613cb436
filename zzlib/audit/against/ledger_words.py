"""How documents write the figures of the ledger: the entries of `ledger_figures.toml`, those of a kind of project for each of the county's."""

import re
from collections.abc import Iterator
from functools import cache, cached_property

from zzlib.audit.numbers.patterns import regex
from zzlib.audit.reading.facts import pattern
from zzlib.data import DataModel, package_toml
from zzlib.kinds import Kinds

RANKED_BY = {
    "funds_completion": "完成率",
    "funds_received": "到位资金",
    "funds_awarded": "争取资金",
    "funds_gap": "差额",
}
RANKED_BY |= {"arrival_rate": "到位率", "payment_rate": "支付率", "funds_applied": "申报资金", "conversion": "转化率"}
"""What rows of names with numbers may put units in order by, and how it is said."""
PLACE = "某"
"""Stands for the number itself where a figure's words go on behind it: 还有某缺口."""


class Subject(DataModel):
    """The words before a number that make it a figure of the catalogue, and the figures of the rates that follow it.

    A figure of one kind of project is written `funds_received@bond`. `month` are the figures of what came in the month
    alone (当月). `given` says that it is told of the year, so that
    a plan is what it tells. `short` are the words that name it behind a number of the figure `of`: 其中今年新增.
    """

    id: str
    words: tuple[str, ...]
    growth: str = ""
    comparable: str = ""
    rise_on_year: str = ""
    year_before: str = ""
    completion: str = ""
    share: str = ""
    unit_share: str = ""
    involved: str = ""
    month: tuple[str, ...] = ()
    of: str = ""
    short: str = ""

    @property
    def rise(self) -> str:
        """The figure of a rise on the month before: what came in the month alone."""
        return self.id if self.month else ""

    given: bool = False


Columns = dict[str, str | bool | tuple[str, ...]]
"""Columns of a unit's row in the month, and what is in them: one value, or one of several."""


class ListOfUnits(DataModel):
    """What units of a list have in common: the words for it, the figure of their number, and their columns in the month.

    The words are a pattern, or `made_of` patterns in any order, with one of each group of `needs` and `never` others. Units of
    `apart` may be told by themselves, and so not be in the list; those of `wider` may be meant as well. Where not `alone`,
    the words are common ones, and mean these units only beside their number. `either` may be meant instead.
    """

    words: str = "(?!)"
    of: str = ""
    made_of: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ("(?!)",)
    figure: str
    members: Columns
    apart: Columns = {}
    either: Columns = {}
    wider: str = ""
    alone: bool = True

    def fits(self, said: str) -> bool:
        """Say whether words are all for it."""
        return regex(self.words).fullmatch(said) is not None or 0 < len(said) == len(self._made(said))

    def end(self, said: str, start: int) -> int:
        """Give where the words for it that begin at `start` end; `start` itself if none do."""
        told = regex(self.words).match(said, start)
        return start + max(len(self._made(said, start)), len(told[0]) if told else 0)

    def _made(self, said: str, start: int = 0) -> str:
        tokens = regex(f"(?:{'|'.join(self.made_of) or '(?!)'})+")
        longest = tokens.match(said, start)
        for end in range(longest.end() if longest else start, start, -1):
            made = said[start:end]
            told = all(regex("|".join(some)).search(made) for some in self.needs)
            if told and tokens.fullmatch(made) and not regex("|".join(self.never)).search(made):
                return made
        return ""


class LedgerReading(DataModel):
    """Words that say nothing (patterns), and words by which units are put in order."""

    idle: tuple[str, ...]
    ranked: str


class LedgerWords(DataModel):
    """All of `ledger_figures.toml`, for the kinds of a county."""

    figure: tuple[Subject, ...]
    list: tuple[ListOfUnits, ...]
    relations: dict[str, str]
    """How rates and rises are told that hang on a figure, named as in `Subject`."""
    reading: LedgerReading
    keys: dict[str, tuple[str, ...]]
    """Words that figures can't be told without that are known by their values, too."""
    unless: dict[str, tuple[str, ...]]
    """Words beside which a number isn't such a figure."""

    @cached_property
    def _idle(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(self.reading.idle, key=len, reverse=True)))

    def plain(self, said: str) -> str:
        """Drop the words that say nothing, and marks."""
        return regex(r"[\W_]").sub("", self._idle.sub("", said))

    def subject(self, said: str) -> Subject | None:
        """Give the figure that words name, all of them; `None` if they name none."""
        return next(self.subjects(said), None)

    def subjects(self, said: str) -> Iterator[Subject]:
        """Give all figures that words name: 落实用地指标 is of mu, and of the projects that have some."""
        tries = dict.fromkeys((regex(r"\W").sub("", said), self.plain(said)))
        return (s for words in tries if words for s in self.figure if any(regex(p).fullmatch(words) for p in s.words))

    def part_of(self, whole: Subject, said: str) -> Subject | None:
        """Give the figure that words name short behind a number of another."""
        return next((s for s in self.figure if s.of == whole.id and regex(f"(?:{s.short})的?$").search(said)), None)

    def keyed(self, figure: str, text: str) -> bool:
        """Say whether words that a figure can't be told without stand in a text."""
        keys = (key for key, figures in self.keys.items() if figure in figures)
        return not self.is_of_other(figure, text) and any(regex(key).search(text) for key in keys)

    def is_of_other(self, figure: str, text: str) -> bool:
        """Say whether words beside a number tell that it isn't such a figure: 个性型 beside a share of 政策型."""
        return any(figure in figures and regex(key).search(text) for key, figures in self.unless.items())

    def tells_of_time(self, said: str) -> bool:
        """Say whether the name of a figure holds the word for another time: 比上月末增加, 比上年同期净增."""
        own = any(pattern(which).search(said) for which in ("prior", "year_before"))
        return own and (self.subject(said) is not None or self.relation(said) is not None)

    def relation(self, said: str) -> tuple[str, str] | None:
        """Give how a rate hangs on a figure (`growth`), and the words before that; `None` if words tell no such thing."""
        plain = self.plain(said)
        for name, words in self.relations.items():
            if match := regex(f"(.*?)(?:{words})").fullmatch(plain):
                return name, match[1]
        return None

    def after_rank(self, said: str) -> str:
        """Give what units are put in order by: 累计到位资金 of 累计到位资金较多的单位有; the words themselves where no order is told."""
        return regex(self.reading.ranked).sub("", regex(r"\W+$").sub("", said))


@cache
def ledger_words(kinds: Kinds) -> LedgerWords:
    """Give the words, figures of `@kind` as they are of each kind."""
    data = dict(package_toml(__package__, "ledger_figures.toml"))
    shown = data.pop("kinds")
    written = {kind: shown.get(name, re.escape(name)) for kind, name in kinds.names}
    made_of = data.pop("vocabulary")
    data["list"] = [{**told, "made_of": made_of.get(told.get("of"), ())} for told in data["list"]]
    known = LedgerWords.model_validate(data)
    own = tuple(own for subject in known.figure for own in _for_kinds(subject, written))
    return known.model_copy(update={"figure": own})


def _for_kinds(subject: Subject, written: dict[str, str]) -> Iterator[Subject]:
    """Give a subject, one of `@kind` as it is of each kind; `written` is how documents write the kinds."""
    if not subject.id.endswith("@kind"):
        yield subject
        return
    for kind, shown in written.items():
        names = {name: getattr(subject, name).replace("@kind", f"@{kind}") for name in ("id", "share")}
        yield subject.model_copy(update=names | {"words": tuple(w.replace("{kind}", shown) for w in subject.words)})
