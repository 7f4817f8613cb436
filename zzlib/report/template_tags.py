"""The tags in a template's text: read, checked against the placeholders, and followed through their blocks."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import Environment, TemplateSyntaxError, nodes

from zzlib.indicators.catalogue import Definition, catalogue, labels
from zzlib.report.placeholders import CIRCULAR, PICTURES, Placeholders
from zzlib.writing.wording import wording

Fault = tuple[str, str]
"""What is wrong, and what to do."""

_TAG = re.compile(r"\{#.*?#\}|\{\{(.*?)\}\}|\{%(.*?)%\}")
_LOOP = re.compile(r"(\w+)\s+in\s+(.+)")
_OPENING, _CLOSING, _BETWEEN = ("for", "if"), ("endfor", "endif"), ("elif", "else")
_OTHER = ("set", "colspan", "cellbg", "vm", "hm")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_LOOP_FIELDS = ("index", "index0", "first", "last", "length", "revindex")


@dataclass(frozen=True, eq=False)
class Tag:
    """A tag: its text, `p`, `tr`, `tc` or `r` before its content, the tag word (empty for an output), the expression."""

    text: str
    prefix: str
    word: str
    expression: str

    def calls(self, function: str) -> bool:
        """Whether it calls a function of the template."""
        return bool(re.search(rf"{function}\s*\(", self.expression))


def read_tags(text: str) -> tuple[list[Tag], list[Fault]]:
    """Read the tags of a paragraph; what looks like one and isn't is a fault."""
    tags, faults = [], []
    for match in _TAG.finditer(text):
        content = match[1] if match[1] is not None else match[2]
        if content is None:
            continue
        if re.search(r"[{}]|%$", content):
            faults.append((f"标记 {match[0]} 没有写完整", "每个 {{ 要有 }}，每个 {% 要有 %}"))
            continue
        tags.append(_tag(match[0], content.translate(_QUOTES), is_output=match[1] is not None))
    rest = _TAG.sub("", text)
    if re.search(r"[｛｝]", rest):
        faults.append(("花括号是全角的", "请改用半角的 {{ }} 和 {% %}"))
    elif re.search(r"[{}]|%(?=\})", rest):
        faults.append(("花括号不成对，标记没有写完整", "请写成 {{ 名称 }} 或 {%p 语句 %}，整个标记在同一段里"))
    return tags, faults


def words_between(text: str) -> list[str]:
    """Give what a paragraph of a template prints as it stands, between its tags."""
    return [words for part in re.split(_TAG.pattern.replace("(.*?)", ".*?"), text) if (words := part.strip())]


def _tag(text: str, content: str, *, is_output: bool) -> Tag:
    prefix = re.match(r"(?:(p|tr|tc|r) )?", content)
    assert prefix is not None
    content = content[prefix.end() :].strip()
    word, _, rest = ("", "", content) if is_output else content.partition(" ")
    return Tag(text, prefix[1] or "", word, rest.strip())


_RECKONING = (nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Mul, nodes.Pow)
"""What no placeholder needs, and what may end the filling in."""


@dataclass
class TemplateBlock:
    """Where one stands among blocks: what is open, the loop names in force, the names printed so far.

    `figures` may be printed; `known` are the document's placeholders.
    """

    open_tags: list[Tag] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    _loops: list[tuple[str, str]] = field(default_factory=list)
    _own: set[str] = field(default_factory=set)
    figures: Mapping[str, Definition] = field(default_factory=catalogue)
    known: Placeholders = CIRCULAR

    def take(self, tag: Tag) -> Iterator[Fault]:
        """Take the next tag of the document and tell what is wrong with it."""
        if not tag.word:
            yield from self._expression(tag.expression, tag)
        elif tag.word in _CLOSING:
            yield from self._close(tag)
        elif tag.word in _BETWEEN:
            if not self.open_tags:
                yield f"{tag.text} 前面没有 if", "请补上 {%p if … %}，或删去它"
            if tag.word == "elif":
                yield from self._expression(tag.expression, tag)
        elif tag.word in _OPENING:
            yield from self._open(tag)
        elif tag.word == "set":
            name, _, value = tag.expression.partition("=")
            yield from self._expression(value, tag)
            self._own.add(name.strip())
        elif tag.word not in _OTHER:
            yield _unknown_word(tag)

    def _open(self, tag: Tag) -> Iterator[Fault]:
        self.open_tags.append(tag)
        if tag.word == "if":
            yield from self._expression(tag.expression, tag)
            return
        loop = _LOOP.fullmatch(tag.expression)
        if loop is None:
            self._loops.append(("", ""))
            yield f"{tag.text} 写得不对", "请写成 {%p for 节 in 各节 %} 的样子"
            return
        yield from self._expression(loop[2], tag)
        self._loops.append((loop[1], loop[2].rpartition(".")[2].strip()))

    def _close(self, tag: Tag) -> Iterator[Fault]:
        if not self.open_tags or self.open_tags[-1].word != tag.word.removeprefix("end"):
            expected = f"这里该结束的是 {self.open_tags[-1].text}" if self.open_tags else "前面没有可以结束的"
            yield f"{tag.text} 对不上，{expected}", "请让每个 for 有 endfor、每个 if 有 endif，互不交叉"
            return
        if self.open_tags.pop().word == "for":
            self._loops.pop()

    def _expression(self, text: str, tag: Tag) -> Iterator[Fault]:
        try:
            tree = Environment().parse(f"{{{{ {text} }}}}")
        except TemplateSyntaxError:
            yield f"标记 {tag.text} 写得不对", "请对照新模板（zz template new）的写法重写"
            return
        loops = dict(self._loops)
        for name in tree.find_all(nodes.Name):
            if tag.word not in ("if", "elif"):
                self.names.add(name.name)
            if name.name not in loops and name.name not in self._own and name.name != "loop":
                yield from _unless_known(name.name, self.known.names, f"没有“{name.name}”这个占位符", tag)
        for part in tree.find_all(nodes.Getattr):
            yield from self._attribute(part, loops, tag)
        if any(part.attr.startswith("_") for part in tree.find_all(nodes.Getattr)) or any(tree.find_all(_RECKONING)):
            yield f"{tag.text} 不是占位符，填不出来", "标记里只写占位符的名字，不写算式和程序"
        for call in tree.find_all(nodes.Call):
            yield from _call(call, tag, self.figures, self.known.functions)
        for kind in tree.find_all(nodes.Filter):
            yield from _unless_known(kind.name, Environment().filters, f"没有“{kind.name}”这个过滤器", tag)

    def _attribute(self, part: nodes.Getattr, loops: dict[str, str], tag: Tag) -> Iterator[Fault]:
        if not isinstance(part.node, nodes.Name):
            return
        owner = part.node.name
        known: Iterable[str] = self.known.records.get(owner, ())
        if owner in loops:
            known = self.known.lists.get(loops[owner], {})
        elif owner == "loop":
            known = _LOOP_FIELDS
        if known:
            yield from _unless_known(part.attr, known, f"“{owner}”没有“{part.attr}”", tag)


def _unknown_word(tag: Tag) -> Fault:
    if tag.word in ("p", "tr", "tc", "r"):
        return f"{tag.text} 里的 {tag.word} 要紧跟在 {{% 后面", f"请写成 {{%{tag.word} … %}}"
    nearest = difflib.get_close_matches(tag.word, (*_OPENING, *_CLOSING, *_BETWEEN), n=1, cutoff=0.0)
    return f"{tag.text} 里的“{tag.word}”不认识", f"最接近的是 {nearest[0]}"


def _call(
    call: nodes.Call, tag: Tag, figures: Mapping[str, Definition], functions: Mapping[str, str]
) -> Iterator[Fault]:
    """Check the name that a function of the template is given, where it is written out."""
    if not isinstance(call.node, nodes.Name) or call.node.name not in functions:
        return
    function = call.node.name
    if not call.args:
        yield f"{tag.text} 没有写要哪一个", functions[function]
    elif isinstance(call.args[0], nodes.Const):
        known = {
            "数": [*figures, *labels(figures)],
            "段": [paragraph.id for paragraph in wording().paragraph],
            "图": list(PICTURES),
        }[function]
        given = str(call.args[0].value)
        if function != "段" or given.isascii():
            yield from _unless_known(given, known, f"没有 {function}('{given}')", tag)


def _unless_known(name: str, known: Iterable[str], message: str, tag: Tag) -> Iterator[Fault]:
    names = list(known)
    if name not in names:
        nearest = difflib.get_close_matches(name, names, n=1, cutoff=0.0)
        yield message, f"最接近的是“{nearest[0]}”，写成 {tag.text.replace(name, nearest[0], 1)}"
