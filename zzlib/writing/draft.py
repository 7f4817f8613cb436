"""A draft as text that a person edits: a head, sections of paragraphs, a line a sentence, and what is asked of whom.

    月份：2013-05
    状态：草稿
    经手：
    日期：
    点名：

    # 基本情况

    ## 资金争取
    > 印成：截至5月底，已争取各类上级补助资金5.56亿元，……
    [funds] 截至{month}月底，已争取各类上级补助资金{funds_awarded}，……

    # 存在的问题
    今年以来，……还存在以下问题：

    ## 项目前期工作不到位
    [conversion] 全县共编报个性型项目{projects_competitive}个，……
    自己写的句子，前面没有方括号。
    [视图 转化-个性型]
    [图 转化-个性型]

    # 下一步工作
    …

    # 交办事项
    - break_zero｜责任：到位资金为零的单位｜指标：units_zero｜现为：27个｜要求：减少｜期限：2013-06

`[conversion]` is the finding (or advice, or paragraph of the county's wording) on which a sentence rests. A paragraph of the
first section that nobody has changed, or that is its brackets alone, says what the wording says of the month's figures. Lines
that begin with `>` are remarks.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from zzlib.periods import check_period
from zzlib.settings import NAMINGS_BEFORE

STATES = {"draft": "草稿", "reviewed": "已审", "signed": "已签"}
MISUSE = "misuse"
NAMINGS = {"unfiled": "未报", "zero": "为零", "behind": "落后", MISUSE: "审计问题"}
"""The lists that may name units (`Document.naming`); whom inspectors found at fault is named with consent of its own."""
NOBODY = "不点"
_NAMINGS_BEFORE = {"只点为零和未报": "zero_and_missing", "都点": "all"}
GOALS = {"less": "减少", "more": "增加", "none": "消除", "no_more": "不再增加"}
SECTIONS = {"situation": "基本情况", "problems": "存在的问题", "next": "下一步工作"}
REQUESTS_HEADING = "交办事项"
COUNTED_IN = {"count": "个", "mu": "亩"}
"""What follows a figure's number where its text does not say it, by unit."""

_HEAD = {
    "月份": "period",
    "状态": "state",
    "经手": "by",
    "日期": "on",
    "点名": "naming",
    "数字未改": "despite",
    "签时的数": "figures",
}
_VIEW = re.compile(r"\[(视图|图)[ 　:：]*([^\]]+)\]")
_BASIS = re.compile(r"\[([\w.]+)\]\s*(.*)")
_FULL_WIDTH = str.maketrans("｛｝［］", "{}[]")
"""What a Chinese keyboard gives for the brackets of figures and of what a sentence rests on."""
_REQUEST_KEYS = {"责任": "owner", "指标": "measure", "现为": "value", "要求": "goal", "期限": "until"}


@dataclass(frozen=True)
class DraftLine:
    """A sentence, a stored view's sentence or its chart (`text` is then the view's name); `basis` is what it rests on."""

    kind: Literal["sentence", "view", "chart"]
    text: str
    basis: str = ""
    number: int = 0


@dataclass(frozen=True)
class DraftParagraph:
    """Lines under a heading; one without a heading leads in to the others of its section."""

    title: str
    lines: tuple[DraftLine, ...]


@dataclass(frozen=True)
class Request:
    """What is asked of whom, and how the next month's run tells its effect: a figure of the county, and its value now as printed."""

    advice: str
    owner: str
    measure: str
    value: str
    goal: str
    until: str


@dataclass(frozen=True)
class Draft:
    """The writer's words for a month.

    `naming` is which lists name units (`NAMINGS`), `None` for those of the settings. `despite` says why it was signed although the auditor calls numbers in it wrong,
    `figures` names the figures on which it was signed (`zzlib.writing.signed_figures`). `faults` are (line, message) of what
    could not be understood and is left out.
    """

    period: str
    state: str = "draft"
    by: str = ""
    on: str = ""
    naming: tuple[str, ...] | None = None
    despite: str = ""
    figures: str = ""
    situation: tuple[DraftParagraph, ...] = ()
    problems: tuple[DraftParagraph, ...] = ()
    next: tuple[DraftParagraph, ...] = ()
    requests: tuple[Request, ...] = ()
    faults: tuple[tuple[int, str], ...] = ()

    def section(self, name: str) -> tuple[DraftParagraph, ...]:
        """Give a section's paragraphs, by its name of `SECTIONS`; a draft without a situation leaves it to the wording."""
        return {"situation": self.situation, "problems": self.problems, "next": self.next}[name]


def naming_text(naming: tuple[str, ...] | None) -> str:
    """Write which lists name units: 未报、为零; `""` for those of the settings."""
    return "" if naming is None else "、".join(NAMINGS[name] for name in naming) or NOBODY


def _naming_of(text: str) -> tuple[str, ...] | None:
    """Read what `naming_text` wrote, or a word of earlier versions.

    Raises:
        KeyError: a word is none of them.
    """
    if text in ("", NOBODY):
        return () if text else None
    before = _NAMINGS_BEFORE.get(text, text)
    words = {label: name for name, label in NAMINGS.items()} | {name: name for name in NAMINGS}
    return NAMINGS_BEFORE.get(before) or tuple(words[word.strip()] for word in re.split("[、，,]", text))


def draft_text(draft: Draft, shown: Mapping[DraftLine, str] | None = None) -> str:
    """Write a draft as text; `parse_draft` reads it back. `shown` is what sentences are printed as, put above them."""
    head = [
        f"月份：{draft.period}", f"状态：{STATES[draft.state]}", f"经手：{draft.by}", f"日期：{draft.on}",
        f"点名：{naming_text(draft.naming)}", *([f"数字未改：{draft.despite}"] if draft.despite else []),
        *([f"签时的数：{draft.figures}"] if draft.figures else []),
    ]  # fmt: skip
    lines = [*head, "", *_GUIDE]
    for name, heading in SECTIONS.items():
        if name == "situation" and not draft.situation:
            continue
        lines += ["", f"# {heading}"]
        lines += ["", _NO_PROBLEMS] if name == "problems" and not draft.problems else []
        for paragraph in draft.section(name):
            lines += ["", *([f"## {paragraph.title}"] if paragraph.title else [])]
            lines += [text for line in paragraph.lines for text in _with_print(line, shown or {})]
    lines += ["", f"# {REQUESTS_HEADING}", "", *(_request_text(request) for request in draft.requests)]
    return "\n".join(lines).rstrip() + "\n"


_SHOWN, _UNPRINTED = "> 印成：", "> 现在不印，有这种情况时自动印出"

_GUIDE = (
    "> 每行一句。{…} 是指标，印出来是当时的数，报表补报后自动更新；方括号里是这句话依据的问题或建议的编号，依据不成立时会提示。",
    "> 句子可以改、删、换位置，也可以自己加（不带方括号）。小标题用 ##。以 > 开头的行不印，“> 印成：”是下一行存稿时印出来的样子。",
    "> 基本情况没有改过的段、只有方括号的段，按当时的数自动写；改过的照改的印，其中 {…} 仍是指标。",
    "> 状态：草稿、已审、已签。点名：空着按设置；也可写 未报、为零、落后、审计问题 中的几样，或 不点。",
)

_NO_PROBLEMS = "> 起草时没有要写的问题，这一节不印；要写的自己加，每行一句，小标题用 ##。"


def shown_in(text: str) -> dict[int, str]:
    """Read back what `draft_text` wrote above lines that they are printed as, by the number of the line."""
    found, shown = {}, None
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(">"):
            shown = line.removeprefix(_SHOWN) if line.startswith(_SHOWN) else "" if line == _UNPRINTED else None
        elif shown is not None:
            found[number], shown = shown, None
    return found


def _with_print(line: DraftLine, shown: Mapping[DraftLine, str]) -> Iterator[str]:
    """Give a line, and above it what it is printed as where that is not what it says."""
    code = _line_text(line)
    if line in shown and (shown[line] != line.text or not line.text):
        yield f"{_SHOWN}{shown[line]}" if shown[line] else _UNPRINTED
    yield code


def _line_text(line: DraftLine) -> str:
    if line.kind != "sentence":
        return f"[{'视图' if line.kind == 'view' else '图'} {line.text}]"
    return f"[{line.basis}] {line.text}".rstrip() if line.basis else line.text


def _request_text(request: Request) -> str:
    values = {
        "责任": request.owner, "指标": request.measure, "现为": request.value, "要求": GOALS[request.goal], "期限": request.until,
    }  # fmt: skip
    return f"- {request.advice}｜" + "｜".join(f"{key}：{value}" for key, value in values.items())


def parse_draft(text: str, period: str) -> Draft:
    """Read a draft of a period; what can't be understood is a fault with its line, and the rest is kept."""
    return _Parser(period).parse(text)


class _Parser:
    def __init__(self, period: str) -> None:
        self._head: dict[str, Any] = {"period": period}
        self._period = period
        self._sections: dict[str, list[tuple[str, list[DraftLine]]]] = {name: [] for name in SECTIONS}
        self._requests: list[Request] = []
        self._faults: list[tuple[int, str]] = []
        self._section = "head"

    def parse(self, text: str) -> Draft:
        for number, line in enumerate(text.splitlines(), start=1):
            stripped = line.strip().lstrip("\ufeff").translate(_FULL_WIDTH)
            if stripped and not stripped.startswith(">"):
                self._take(number, stripped)
        return Draft(
            **self._head,
            situation=self._paragraphs("situation"),
            problems=self._paragraphs("problems"),
            next=self._paragraphs("next"),
            requests=tuple(self._requests),
            faults=tuple(self._faults),
        )

    def _paragraphs(self, section: str) -> tuple[DraftParagraph, ...]:
        return tuple(DraftParagraph(title, tuple(lines)) for title, lines in self._sections[section] if lines)

    def _take(self, number: int, line: str) -> None:
        if line.startswith("## "):
            self._paragraph(number, line[3:].strip())
        elif line.startswith("#"):
            self._open(number, line.lstrip("# ").strip())
        elif self._section == "head":
            self._header(number, line)
        elif self._section == "requests":
            self._request(number, line)
        elif self._section in self._sections:
            parts = self._sections[self._section]
            if not parts:
                parts.append(("", []))
            parts[-1][1].append(_line(line, number))

    def _open(self, number: int, title: str) -> None:
        names = {heading: name for name, heading in SECTIONS.items()} | {REQUESTS_HEADING: "requests"}
        name = next((name for heading, name in names.items() if heading in title or title in heading), "")
        if not name:
            self._faults.append((number, f"不认识小节“{title}”，只能是 {'、'.join(names)}；其下的内容没有印出"))
        self._section = name

    def _paragraph(self, number: int, title: str) -> None:
        if self._section in self._sections:
            self._sections[self._section].append((title, []))
        else:
            self._faults.append((number, f"小标题“{title}”不在 # {' 或 # '.join(SECTIONS.values())} 之下，没有印出"))

    def _header(self, number: int, line: str) -> None:
        key, _, value = line.replace(":", "：", 1).partition("：")
        key, value = key.strip(), value.strip()
        if key not in _HEAD:
            self._faults.append((number, f"开头的“{key}”不认识，只能是 {'、'.join(_HEAD)}"))
            return
        meant: Any = value
        try:
            if key == "点名":
                meant = _naming_of(value)
            elif key == "状态":
                meant = ({label: name for name, label in STATES.items()} | {name: name for name in STATES})[value]
        except KeyError:
            allowed = "、".join([*NAMINGS.values(), NOBODY] if key == "点名" else STATES.values())
            self._faults.append((number, f"{key}“{value}”不认识，只能写 {allowed}"))
            return
        if key == "月份" and value != self._period:
            self._faults.append((number, f"写的是 {value}，文件夹是 {self._period}；按文件夹的月份"))
            return
        self._head[_HEAD[key]] = meant

    def _request(self, number: int, line: str) -> None:
        advice, *parts = line.lstrip("-• ").replace("|", "｜").split("｜")
        given = {}
        for part in parts:
            key, _, value = part.replace(":", "：", 1).partition("：")
            given[key.strip()] = value.strip()
        goals = {label: goal for goal, label in GOALS.items()}
        values = {name: given.get(key, "") for key, name in _REQUEST_KEYS.items()}
        try:
            check_period(values["until"])
            values["goal"] = goals[values["goal"]]
        except (ValueError, KeyError):
            example = "- break_zero｜责任：某局｜指标：units_zero｜现为：27个｜要求：减少｜期限：2013-06"
            self._faults.append((number, f"交办事项看不懂，请写成：{example}"))
            return
        self._requests.append(Request(advice=advice.strip(), **values))


def _line(text: str, number: int) -> DraftLine:
    text = re.sub(r"^[-*] +", "", text)
    view = _VIEW.fullmatch(text)
    if view:
        return DraftLine("view" if view[1] == "视图" else "chart", view[2].strip(), number=number)
    basis = _BASIS.fullmatch(text)
    return DraftLine("sentence", basis[2], basis[1], number) if basis else DraftLine("sentence", text, number=number)
