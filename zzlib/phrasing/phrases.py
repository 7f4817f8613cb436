"""Phrases filled from a month: references, conditions, lists. What has no value takes its whole phrase away.

A reference is `{funds_received}`, of another scope `{funds_received@formula}` or `{funds_received|unit:水利局}`, of the
month before `{funds_received@before}`, in a manner `{funds_gap:bound}`; a list is `{zero:named}` (`zzlib.phrasing.lists`).
"""

import difflib
import re
import string
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from zzlib.indicators.catalogue import catalogue
from zzlib.indicators.month import BOUND_WORDS, Figure, Month
from zzlib.ledger.registry import UnknownUnitError, unit_called
from zzlib.money import display_money, round_half_up
from zzlib.phrasing.clauses import CONDITION, Clauses, Phrase, can_say, for_kinds
from zzlib.phrasing.lists import LIST_FIGURES, LONG_LIST, NameList, name_lists
from zzlib.phrasing.marks import BETWEEN, Reference, mark, plain
from zzlib.phrasing.month_words import month_counts, month_words, years_named
from zzlib.told import ToldError

_SCOPES = "unit|kind|category|group|field|month"
_REFERENCE = re.compile(rf"\{{([^{{}}|@:]+)(?:@(\w+))?(?:\|((?:{_SCOPES}):[^{{}}:]+))?(?::(\w*))?\}}")
_BEFORE = "before"
"""Stands where a kind may stand: the figure as it was the month before."""

_SHARE = "funds_unit_share"
_IN_ATTACHMENT = "（名单见附件1）"


class WordingError(ToldError, ValueError):
    """The wording can't be used; the message says in Chinese which entry and what is wrong."""


class UndefinedError(LookupError):
    """A reference has no value this month: the phrase can't be used."""


class Phrases(string.Formatter):
    """Turns phrases into text for one month; `source` is the file that messages name."""

    def __init__(self, month: Month, source: str = "wording.toml") -> None:
        """Gather what references and conditions may speak of besides figures."""
        self._month = month
        self._source = f"{source} " if source.isascii() else source  # 稿子里的, but wording.toml 里的
        self._words = month_words(month)
        self._counts = month_counts(month)
        self._lists = name_lists(month)
        self.kinds = month.settings.kinds

    def sentence(self, clauses: Clauses, **slots: str) -> str:
        """Join the first usable phrase of each clause, and end the sentence with a full stop; `slots` as in `phrase`."""
        return plain(self.marked(clauses, **slots))

    def marked(self, clauses: Clauses, **slots: str) -> str:
        """Give `sentence` with its figures marked, for `said` and `split`."""
        return self.filled(self.chosen(clauses, **slots), **slots)

    def chosen(self, clauses: Clauses, **slots: str) -> str:
        """Give the sentence that the figures choose, its references not yet filled, `""` where none of them says anything."""
        text = "".join(self._clause(alternatives, **slots) for alternatives in clauses).strip("，；、")
        text = text if text.strip("，；、。：") else ""
        return text if not text or text.endswith(("。", "：")) else text + "。"

    def _clause(self, alternatives: Sequence[Phrase | str], **slots: str) -> str:
        """Choose one phrase; where a clause speaks of `{kind}`, one for each kind, with no mark after the last."""
        if not (each := for_kinds(alternatives, self.kinds)):
            return self.first_usable(alternatives, **slots)
        return "".join(self.first_usable(phrases, **slots) for phrases in each).rstrip("、；")

    def can_say(self, clauses: Clauses, text: str) -> bool:
        """Tell whether clauses make a sentence, its references not yet filled, whatever the figures."""
        return can_say(clauses, text, self.kinds, self._said_for)

    def _said_for(self, text: str) -> str:
        """Give a text in the words of the county: of its rhythm and its kinds of projects, and of the year in which it is read."""
        return years_named(self.kinds.said(self._month.rhythm.said(text)), self._month)

    def phrase(self, text: str, **slots: str) -> str:
        """Fill one phrase that has no alternative; `slots` are words that only this phrase may use.

        Raises:
            WordingError: a reference is unknown or has no value this month.
        """
        try:
            return plain(self.filled(self._said_for(text), **slots))
        except UndefinedError as error:
            raise WordingError(f"{self._source}的“{text}”里，{error} 本月没有数，这里只能用总有数的") from error

    def filled(self, text: str, **slots: str) -> str:
        """Fill the references of a text, its figures marked.

        Raises:
            WordingError: a reference is unknown; the message names the nearest known one.
            UndefinedError: a reference has no value this month.
        """
        return self.vformat(text, (), slots)

    def references(self, text: str) -> list[Figure]:
        """Give the figures that a text refers to; unknown ones are left out."""
        found = []
        for _, name, _, _ in self.parse(text):
            if name is not None and name not in self._words | self._counts and name not in self._lists:
                try:
                    found.append(self._figure(name))
                except (WordingError, UndefinedError):
                    continue
        return found

    def faults(self, phrase: Phrase) -> Iterator[str]:
        """Say what can't be meant in a phrase, whatever the figures: braces that are no reference, what is unknown."""
        yield from filter(None, [self.brace_fault(phrase.text)])
        for match in _REFERENCE.finditer(phrase.text):
            try:
                self.filled(match[0])
            except WordingError as error:
                yield str(error)
            except UndefinedError:
                continue
        for condition in filter(None, phrase.when.split(" and ")):
            try:
                self.holds(condition)
            except WordingError as error:
                yield str(error)
            except UndefinedError:
                continue

    def brace_fault(self, text: str) -> str:
        """Say what of a text stands in braces, or beside one, that are no reference; `""` where nothing does."""
        rest = _REFERENCE.sub(BETWEEN, text)
        if not (brace := re.search(rf"[{{}}][a-z0-9_]*[^{BETWEEN}]{{0,4}}", rest)):
            return ""
        name = re.match(r"\{([a-z][a-z0-9_]*)", brace[0])
        hint = f"，如 {{{self._nearest(name[1])}}}" if name else "，如 {funds_received}"
        return f"“{brace[0]}”的花括号不成对，或里面写得不对；一对花括号里只写一个名字{hint}"

    def first_usable(self, alternatives: Sequence[Phrase | str], **slots: str) -> str:
        """Give the first phrase that can be used, in the words of the county's rhythm, its references not yet filled."""
        for alternative in alternatives:
            phrase = Phrase(text=alternative) if isinstance(alternative, str) else alternative
            try:
                if self.hold(phrase.when):
                    self.filled(phrase.text, **slots)
                    return self._said_for(phrase.text)
            except UndefinedError:
                continue
        return ""

    def hold(self, conditions: str) -> bool:
        """Tell whether all conditions hold, of which none speaks of what has no value; `""` holds."""
        try:
            return all(self.holds(condition) for condition in conditions.split(" and ") if condition)
        except UndefinedError:
            return False

    def holds(self, condition: str) -> bool:
        """Tell whether a condition holds: `funds_gap > 0`; `funds_received is 0` does only where the figure is whole.

        Raises:
            WordingError: it is none, or speaks of something unknown.
            UndefinedError: what it speaks of has no value this month.
        """
        match = CONDITION.fullmatch(condition.strip())
        if match is None:
            raise WordingError(f"{self._source}的条件“{condition}”看不懂，请写成 funds_gap > 0 的样子")
        left, right = self._number(match[1]), self._number(match[3])
        whole = match[1] in self._counts or not self._figure(self._with_scope(match[1])).incomplete
        return {"<": left < right, ">": left > right, "=": left == right, "is": left == right and whole}[match[2]]

    def _number(self, text: str) -> Decimal:
        if re.fullmatch(r"-?\d+(\.\d+)?", text):
            return Decimal(text)
        if text in self._counts:
            return Decimal(self._counts[text])
        figure = self._figure(self._with_scope(text))
        if figure.value is None:
            raise UndefinedError(text)
        return figure.value

    def _with_scope(self, text: str) -> str:
        """Give a figure of a condition as a reference names it: `funds_received@formula`."""
        name, _, kind = text.partition("@")
        return f"{name}|{self._scope_of(kind)}" if kind else name

    def _scope_of(self, kind: str) -> str:
        return f"month:{self._month.rhythm.before(self._month.period)}" if kind == _BEFORE else f"kind:{kind}"

    def _figure(self, slot: str) -> Figure:
        name, _, scope = slot.partition("|")
        if "@" in name:
            raise WordingError(
                f"{self._source}里的 {{{slot}}} 写了两个范围，@ 和 | 只能留一个：{{{name}}}，或 {{{name.partition('@')[0]}|{scope}}}"
            )
        scope = self._known_scope(scope or "county")
        figures = self._month.figures
        if (name, scope) in figures:
            return figures[name, scope]
        if name in figures:
            if scope.startswith(("kind:", "month:")):
                self._refuse_unknown_kind(slot, name, scope)
                raise UndefinedError(slot)
            near = self._nearest_scope(scope)
            hint = f"，最接近的是 {{{name}|{near}}}" if near else "，这个指标没有分范围的数"
            raise WordingError(f"{self._source}里的 {{{slot}}} 没有这个范围{hint}")
        if name in catalogue():  # only counties with other kinds have it
            raise UndefinedError(slot)
        raise WordingError(f"{self._source}里的 {{{slot}}} 不认识，最接近的是 {{{self._nearest(name)}}}")

    def _nearest(self, name: str) -> str:
        """Give the name that a reference may stand under which is most like an unknown one; figures are known by their label, too."""
        labels = {f.label: f.figure for f in self._month.figures}
        known = [*self._words, *self._counts, *self._lists, *labels.values(), *labels]
        nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
        return labels.get(nearest, nearest)

    def _refuse_unknown_kind(self, slot: str, name: str, scope: str) -> None:
        """Refuse a kind that is none: what is said of it would be left out in silence."""
        kind, labels = scope.partition(":")[2], self.kinds.labels
        if scope.startswith("month:") or kind in labels or kind in self.kinds.ways:
            return
        ids = {label: known for known, label in labels.items()}
        nearest = difflib.get_close_matches(kind, [*labels, *ids], n=1, cutoff=0.0)[0]
        near = ids.get(nearest, nearest)
        raise WordingError(
            f"{self._source}里的 {{{name}@{kind}}} 没有这个项目类型，最接近的是 {{{name}@{near}}}（{labels[near]}）"
        )

    def _nearest_scope(self, scope: str) -> str:
        """Give the scope most like one that is not there, a unit's by its name as people write it; `""` if there is none."""
        kind = scope.partition(":")[0]
        known = list(self._month.figures.scopes(kind))
        if kind == "unit":
            names = dict(zip(self._month.units["unit_id"], self._month.units["unit"], strict=True))
            known += [f"unit:{names[i]}" for known_scope in known if (i := known_scope.partition(":")[2]) in names]
        return next(iter(difflib.get_close_matches(scope, known, n=1, cutoff=0.0)), "")

    def _known_scope(self, scope: str) -> str:
        """Let a unit be named by any of its names."""
        kind, _, name = scope.partition(":")
        if kind != "unit":
            return scope
        ids = dict(zip(self._month.units["unit"], self._month.units["unit_id"], strict=True))
        if name in ids or name in ids.values():
            return f"unit:{ids.get(name, name)}"
        try:
            return f"unit:{unit_called(self._month.workspace, name, self._month.period)}"
        except UnknownUnitError:
            return scope

    def parse(self, format_string: Any) -> Iterator[tuple[str, str | None, str | None, str | None]]:
        """Split a text at its references; the field is the name with its scope (`funds_received|unit:水利局`)."""
        end = 0
        for match in _REFERENCE.finditer(format_string):
            name, kind, scope, manner = match.groups()
            if kind and scope:  # told when it is looked up
                name = f"{name}@{kind}"
            elif kind:
                scope = self._scope_of(kind)
            yield format_string[end : match.start()], name + (f"|{scope}" if scope else ""), manner or "", None
            end = match.end()
        yield format_string[end:], None, None, None

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        """Look a reference up: a word, a list, a count, or a figure; a name may be of a list and of the number of its names."""
        for table in (kwargs, self._words, self._lists, self._counts):
            if field_name in table:
                return table[field_name], field_name
        return self._figure(field_name), field_name

    def check_unused_args(self, used_args: Any, args: Any, kwargs: Any) -> None:
        """Let words be given that a text does not use."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write a word, a count, a list (`named`, `bracketed`), or a figure in one of the manners of documents."""
        if isinstance(value, Figure):
            return mark([(value.figure, value.scope)], self._said(value, format_spec))
        if isinstance(value, NameList):
            if value.id == "zero" and format_spec in ("kinds", "kinds_named", "kinds_short"):
                return self._kinds_of_zero(format_spec)
            if not format_spec and value.id in self._counts:
                return str(self._counts[value.id])
            return self._list(value, format_spec)
        if format_spec:
            raise WordingError(f"{self._source}里的“{value}”是一个词或个数，名字后面不能写“:{format_spec}”")
        return str(value)

    def _list(self, names: NameList, manner: str) -> str:
        """Write a list: `named` and `bracketed` say nothing of an empty one, `plain`, `amounts` and `shares` need names, `plain` not too many."""
        if manner in ("plain", "amounts", "shares"):
            if not names.names:
                raise UndefinedError(names.id)
            if (manner != "plain" and not names.figures) or (manner == "plain" and len(names.names) > LONG_LIST):
                raise UndefinedError(names.id)
            of_each = zip(names.names, names.figures, strict=False)
            if manner != "plain":
                return "、".join(name + self._amount(key, with_share=manner == "shares") for name, key in of_each)
            return mark(names.figures, "、".join(names.names))
        if manner not in ("named", "bracketed"):
            raise WordingError(
                f"{self._source}里的名单 {{{names.id}}} 要写成 {{{names.id}:named}} 或 {{{names.id}:bracketed}}"
            )
        figure = LIST_FIGURES.get(names.id)
        return mark([(figure, "county")] if figure else [], names.text(manner))

    def _amount(self, key: Reference, *, with_share: bool) -> str:
        """Write what a name is listed by, and its share of the county's money: 8800万元（占21.3%）."""
        # Where money was taken back, parts may be more than the whole: their shares say nothing.
        is_whole = (self._month.figures["funds_top5_share"].value or 0) <= 1
        parts = [(key, "{}"), *([((_SHARE, key[1]), "（占{}）")] if with_share and is_whole else [])]
        return "".join(said.format(mark([own], self._said(self._month.figures[own], ""))) for own, said in parts)

    def _kinds_of_zero(self, manner: str) -> str:
        """Say of which kinds the units at zero are: 其中已争取未到位3个、仅争得用地1个; all of one kind: 均为仅争得用地.

        With `kinds_named` the units of each kind follow; with `kinds_short` many are left to the attachment.
        """
        kinds = self._month.zero_kinds()
        if not kinds:
            raise UndefinedError("units_zero")
        parts = []
        for kind, figure in kinds:
            count = "" if len(kinds) == 1 else f"{figure.text}个"
            listed = self._lists[f"zero_{kind}"]
            is_long = manner == "kinds_short" and len(listed.names) > LONG_LIST
            names = "" if manner == "kinds" else _IN_ATTACHMENT if is_long else listed.text("bracketed")
            parts.append(mark([(figure.figure, figure.scope)], f"{kind.label}{count}{names}"))
        several = "均为" if kinds[0][1].value != 1 else "为"
        return ("其中" if len(kinds) > 1 else several) + ("、" if manner == "kinds" else "，").join(parts)

    def _said(self, figure: Figure, manner: str) -> str:
        """Write a figure: as it is, or as growth, bound, size, a few, points behind, or carried part."""
        if figure.value is None:
            raise UndefinedError(figure.figure)
        bound, size = BOUND_WORDS[figure.bound], figure.size
        match manner:
            case "bound":
                return bound
            case "size":
                return size
            case "only":
                return f"有{figure.text}" if bound else f"仅有{size}"
            case "growth":
                return _growth(figure)
            case "behind":
                return self._behind(figure)
            case "carried":
                if not figure.carried_yuan:
                    raise UndefinedError(figure.figure)
                return display_money(int(figure.carried_yuan * 100))
            case "":
                return figure.text
            case _:
                known = "growth、bound、size、only、carried、behind"
                raise WordingError(f"{self._source}里的 {{{figure.figure}:{manner}}} 看不懂，冒号后只能写 {known}")

    def _behind(self, figure: Figure) -> str:
        """Write by how many points a share is below the schedule, where that is what the two printed shares give."""
        due = self._month.figures["schedule_progress"]
        if figure.value is None or due.value is None or figure.bound:
            raise UndefinedError(figure.figure)
        points, left, right = (round_half_up(v * 100, 1) for v in (due.value - figure.value, due.value, figure.value))
        if points <= 0 or points != left - right:
            raise UndefinedError(figure.figure)
        return f"{points:f}个百分点"


def _growth(figure: Figure) -> str:
    if not figure.value:
        return "持平"
    if figure.value > 0:
        return f"{BOUND_WORDS[figure.bound]}增长{figure.size}"
    # What grew by at least -4% fell by at most 4%.
    bound = "upper" if figure.bound == "lower" else figure.bound
    return f"{BOUND_WORDS[bound]}下降{figure.size.lstrip('-')}"
