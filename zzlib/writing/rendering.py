"""A draft as it will be printed: references filled, sentences whose evidence no longer holds marked."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zzlib.findings import Finding, Status, advices, rules
from zzlib.indicators.month import Month
from zzlib.phrasing.clauses import Clauses
from zzlib.phrasing.marks import Said, plain, said, split
from zzlib.phrasing.phrases import Phrases, UndefinedError, WordingError
from zzlib.writing.draft import SECTIONS, Draft, DraftLine
from zzlib.writing.keeping import DraftError, Writing
from zzlib.writing.stored_views import StoredView

_TYPED = re.compile(r"(?<![\d.{}A-Za-z_|@:])\d[\d,.]*\s*(?:个百分点|亿元|万元|元|%|％|亩|个|家|倍)")
_REFERENCE = re.compile(r"\{[^{}]*\}")
_COUNTED = re.compile("^[一二三四五六七八九十]+是")


@dataclass(frozen=True)
class Rendered:
    """A line as printed: its sentences with their figures, or a chart's name; `note` says what is wrong with it.

    `code` is its text with references; `follows` tells that it is the county's wording, for the figures as they are.
    """

    line: DraftLine
    sentences: tuple[Said, ...] = ()
    chart: str = ""
    note: str = ""
    is_fault: bool = False
    follows: bool = False
    code: str = ""


@dataclass(frozen=True)
class Ground:
    """What a line may rest on in the wording of its section: all that it can say, and what it says now (`""` for nothing).

    A line that rests on one that `follows`, and that nobody has changed, is said anew; in the sentences `said`, where these
    are given: their amounts are printed as they stand there.
    """

    clauses: Clauses
    claim: str
    follows: bool = False
    said: tuple[Said, ...] = ()


class Renderer:
    """Prints the lines of a draft for a month.

    `grounds` are paragraphs of the county's wording by section and id, on which a line may rest besides findings and advice.
    """

    def __init__(
        self, month: Month, findings: list[Finding], writing: Writing, grounds: Mapping[str, Mapping[str, Ground]]
    ) -> None:
        """Take what lines may speak of."""
        self._phrases = Phrases(month, "稿子")
        self._month = month
        self._writing = writing
        self._findings = {finding.rule.id: finding for finding in findings}
        self._grounds = grounds

    def line(self, line: DraftLine, section: str) -> Rendered:
        """Print a line of a section."""
        if line.kind == "chart":
            there = self._writing.chart(line.text) is not None
            return Rendered(line, chart=line.text) if there else self._absent(line)
        if line.kind == "view":
            view = self._writing.views.get(line.text)
            return Rendered(line, (self._of_view(view),)) if view else self._absent(line)
        ground = self._grounds.get(section, {}).get(line.basis)
        if ground and ground.follows and (not line.text or self._phrases.can_say(ground.clauses, line.text)):
            told = ground.said or tuple(split(self._phrases.filled(ground.claim)))
            return Rendered(line, told, follows=True, code=ground.claim)
        marked, fault = self._filled(line.text)
        note = fault or (self._another_variant(line.text, ground) if ground else self._no_longer_holds(line))
        return Rendered(line, tuple(split(marked)), note=note, is_fault=bool(fault), code=line.text)

    def is_worded(self, line: DraftLine, section: str) -> bool:
        """Say whether a line says what the county's wording, the finding or the advice that it rests on can say, so that nobody has written it."""
        ground = self._grounds.get(section, {}).get(line.basis)
        told = [ground.clauses] if ground else []
        if line.basis in rules():
            told += [rules()[line.basis].wording, rules()[line.basis].still]
        if line.basis in advices():
            told += [advices()[line.basis].action, advices()[line.basis].again]
        text = _COUNTED.sub("", line.text).removesuffix("；").removesuffix("。")
        return (
            any(self._phrases.can_say(clauses, text) for clauses in told if clauses) or self.line(line, section).follows
        )

    def _absent(self, line: DraftLine) -> Rendered:
        names = "、".join(self._writing.views) or "一个也没有"
        what = "图" if line.kind == "chart" else "视图"
        return Rendered(line, note=f"没有{what}“{line.text}”，写入报告的视图有：{names}", is_fault=True)

    def _filled(self, text: str) -> tuple[str, str]:
        """Fill a text, its figures marked; what can't be filled stays as written, and is told."""
        brace = self._phrases.brace_fault(text)
        try:
            return self._phrases.filled(text), brace
        except (WordingError, UndefinedError):
            parts, faults, end = [], [brace] if brace else [], 0
            for match in _REFERENCE.finditer(text):
                parts.append(text[end : match.start()])
                end = match.end()
                try:
                    parts.append(self._phrases.filled(match[0]))
                except WordingError as error:
                    parts.append(match[0])
                    faults.append(str(error))
                except UndefinedError:
                    parts.append("—")
                    faults.append(f"{match[0]} 本月没有数")
            return "".join([*parts, text[end:]]), "；".join(faults)

    def _of_view(self, view: StoredView) -> Said:
        """Give a view's sentence: figures of the catalogue as they are now, the view's own as they were stored."""
        filled = {}
        for stored in view.figures:
            key = stored.figure, stored.scope
            filled[stored.name] = self._figure(*key) if key in self._month.figures else stored.text
        return said(view.sentence.format(**filled))

    def _figure(self, figure: str, scope: str) -> str:
        """Give a figure marked, for the document to print its amount as it does others."""
        text, fault = self._filled(f"{{{figure}}}" if scope == "county" else f"{{{figure}|{scope}}}")
        return self._month.figures.text(figure, scope) if fault or "{" in text else text

    def _no_longer_holds(self, line: DraftLine) -> str:
        """Say why a sentence's evidence no longer holds, `""` while it does."""
        if not line.basis:
            return ""
        if line.basis in self._findings:
            finding = self._findings[line.basis]
            if finding.status is not Status.FOUND:
                return f"依据已变化：{finding.why}"
            return self._another_variant(line.text, self._ground(rules()[line.basis].wording))
        if line.basis in advices():
            bound = [f for f in self._findings.values() if line.basis in f.rule.advice]
            if not any(f.status is Status.FOUND for f in bound):
                return f"对应的问题已不存在：{'；'.join(f.why for f in bound)}"
            return self._another_variant(line.text, self._ground(advices()[line.basis].action))
        if any(line.basis in grounds for grounds in self._grounds.values()):  # put into another section
            return ""
        return f"方括号里的“{line.basis}”不是问题或建议的编号"

    def _ground(self, clauses: Clauses) -> Ground:
        return Ground(clauses, self._phrases.chosen(clauses))

    def _another_variant(self, text: str, ground: Ground) -> str:
        """Tell when a sentence left as it was made, or the paragraph that it was made of, is no longer what the figures choose."""
        if text == ground.claim or not (ground.follows or self._phrases.can_say(ground.clauses, text)):
            return ""
        if ground.claim:
            return "" if ground.follows else f"按现在的数应写成：{plain(self._phrases.filled(ground.claim))}"
        return "写这句话的条件已不成立"


@dataclass(frozen=True)
class Remark:
    """Something about a draft that its writer should know; `line` is the line of the file, 0 for the whole.

    `is_fault` tells that it can't be printed as it is.
    """

    line: int
    text: str
    sentence: str = ""
    is_fault: bool = False


def refuse_unprintable(told: Iterable[Remark]) -> None:
    """Refuse to review or sign a draft that holds what can't be printed.

    Raises:
        DraftError: a remark says so; the message says them all.
    """
    lines = [f"第{one.line}行：{one.text}" for one in told if one.is_fault]
    if lines:
        raise DraftError(f"稿子里有 {len(lines)} 处印不出来，改好再审、再签：\n  " + "\n  ".join(lines))


def remarks(draft: Draft, renderer: Renderer, views: Mapping[str, StoredView]) -> Iterator[Remark]:
    """List what a draft's writer should know: faults, marked sentences, numbers typed by hand, views not placed."""
    yield from (Remark(number, text) for number, text in draft.faults)
    placed = set()
    for section in SECTIONS:
        for paragraph in draft.section(section):
            for line in paragraph.lines:
                shown = renderer.line(line, section)
                sentence = "".join(said.text for said in shown.sentences) or line.text
                placed |= {line.text} if line.kind != "sentence" else set()
                if shown.note:
                    yield Remark(line.number, shown.note, sentence, shown.is_fault)
                own = line.kind == "sentence" and not shown.follows
                typed = _TYPED.findall(_REFERENCE.sub("", line.text)) if own else []
                if typed:
                    yield Remark(line.number, f"手写的数 {'、'.join(typed)} 不是指标，报表变了不会更新", sentence)
    left = [name for name in views if name not in placed]
    if left:
        yield Remark(
            0, f"写入报告的视图还没有放进稿子：{'、'.join(left)}（另起一行写 [视图 {left[0]}] 或 [图 {left[0]}]）"
        )
