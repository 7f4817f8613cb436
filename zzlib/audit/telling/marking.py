"""A document as a page: each number marked where it stands, with what it was computed from and what rests on it, and the register beside the text."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.places import row_within
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.judging.relations import Place
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.normalising import plain
from zzlib.audit.reading.reading import ReadSentence, read
from zzlib.audit.reading.register import Entry, FigureRegister
from zzlib.audit.reading.roles import CHANGES, Role
from zzlib.audit.tables.told_cells import ToldCell, ToldCells
from zzlib.audit.telling.coverage import coverage_line
from zzlib.audit.telling.lint import Hint
from zzlib.audit.telling.telling import GRAVEST_FIRST, TOLD, counts, position

_COLOURS = {
    Verdict.WRONG: "#f8c9c4",
    Verdict.DOUBTFUL: "#fff3a8",
    Verdict.TRUNCATED: "#fde3b5",
    Verdict.REACHABLE: "#e3efd9",
    Verdict.OK: "#e3efd9",
    Verdict.HEDGED: "#ececec",
    Verdict.UNVERIFIABLE: "#ececec",
}
_SIDE = "flex:1 1 320px;max-height:80vh;overflow:auto"
_HEADS = ("序号", "数", "数的是什么", "范围", "时间", "作用", "核对")


class ClaimChains:
    """The claims about each figure, and those that rest on it, by where it stands."""

    def __init__(self, claims: Sequence[NumericClaim]) -> None:
        self.about: dict[Place, list[NumericClaim]] = defaultdict(list)
        self.behind: dict[Place, list[NumericClaim]] = defaultdict(list)
        for claim in sorted(claims, key=lambda c: GRAVEST_FIRST.index(c.verdict)):
            told = (claim.stands, *claim.again)
            for place in told:
                self.about[place].append(claim)
            tied = [tied.place for tied in claim.relation.figures] if claim.relation else []
            for place in dict.fromkeys([*((m.number,) for m in claim.proof), *tied]):
                if place not in told:
                    self.behind[place].append(claim)

    def marked(self, place: Place, text: str) -> str:
        """Give a figure as HTML: coloured by the gravest verdict, with its chain where the pointer stops."""
        about, behind = self.about.get(place, []), self.behind.get(place, [])
        told = [f"{claim.verdict.label}：{claim.message}" for claim in about]
        rests = dict.fromkeys(f"{claim.stated}（{claim.verdict.label}）" for claim in behind)
        told += [f"用到它的：{'、'.join(rests)}"] if rests else []
        if not told:
            return html.escape(text)
        title = html.escape("\n".join(told), quote=True)
        if not about:
            return f'<span style="border-bottom:1px dotted #888" title="{title}">{html.escape(text)}</span>'
        return f'<mark style="background:{_COLOURS[about[0].verdict]}" title="{title}">{html.escape(text)}</mark>'

    def told(self, place: Place) -> str:
        """Give the verdicts of a figure, and of what rests on it, as HTML with the reasons where the pointer stops."""
        about = [(claim, f"{claim.verdict.label} {claim.stated}") for claim in self.about.get(place, [])]
        behind = [(claim, f"用于 {claim.stated}（{claim.verdict.label}）") for claim in self.behind.get(place, [])]
        return "、".join(
            f'<span title="{html.escape(claim.message, quote=True)}">{html.escape(said)}</span>'
            for claim, said in [*about, *behind]
        )


def marked_page(blocks: Sequence[DocumentBlock], claims: Sequence[NumericClaim], hints: Sequence[Hint] = ()) -> str:
    """Give a document as HTML with its register beside it, the reasons below."""
    register = FigureRegister(read(list(blocks)))
    chains = ClaimChains(claims)
    of_block: dict[int, list[ReadSentence]] = defaultdict(list)
    for sentence in register.reading.sentences:
        of_block[sentence.paragraph].append(sentence)
    text = "".join(_marked_block(place, block, of_block[place], chains) for place, block in enumerate(blocks))
    told = sorted((c for c in claims if c.verdict in TOLD), key=lambda c: c.place)
    stand = register.reading.stand
    reasons = [f"<li><b>{c.verdict.label}</b> {html.escape(f'{position(stand, c)}：{c.message}')}</li>" for c in told]
    reasons += [f"<li><b>用语</b> {html.escape(hint.message)}</li>" for hint in hints]
    listed = f"<ol>{''.join(reasons)}</ol>" if reasons else "<p>没有发现不符的数字。</p>"
    side = f"<p>{html.escape(coverage_line(blocks, claims))}</p>{_register_table(register, chains)}"
    return (
        f'<div style="display:flex;flex-wrap:wrap;gap:24px"><div style="flex:2 1 420px;line-height:1.9">{text}</div>'
        f'<div style="{_SIDE}">{side}</div></div><p><b>{counts(claims)}</b></p>{listed}'
    )


def _marked_block(place: int, block: DocumentBlock, sentences: Sequence[ReadSentence], chains: ClaimChains) -> str:
    if block.rows:
        rows = (
            "".join(f"<td>{chains.marked((place, n, c), cell)}</td>" for c, cell in enumerate(row))
            for n, row in enumerate(block.rows)
        )
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    out, last = [], 0
    for number, begin, end in _printed_at(block.text, sentences):
        out += [html.escape(block.text[last:begin]), chains.marked((number,), block.text[begin:end])]
        last = end
    return f"<p>{''.join(out)}{html.escape(block.text[last:])}</p>"


def _printed_at(text: str, sentences: Iterable[ReadSentence]) -> Iterator[tuple[int, int, int]]:
    """Give the number of each figure of a paragraph and where it begins and ends, in their order: no figure is sought before the one ahead of it."""
    at, as_read = 0, plain(text)
    for sentence in sentences:
        at = max(at, text.find(sentence.original, at))
        for mention in sentence.mentions:
            apart = r"[\s,，]*".join(map(re.escape, mention.quantity.text))
            found = re.compile(rf"(?<![\d.]){apart}").search(as_read, at)
            if found:
                yield mention.number, found.start(), found.end()
                at = found.end()


def _register_table(register: FigureRegister, chains: ClaimChains) -> str:
    """Give the register as HTML: each number of the text and of the tables, what it is, and what was said of it."""
    rows = [_row(entry, chains) for entry in register.entries]
    rows += [_cell_row(cell, chains) for cell in ToldCells(register).cells if cell.place]
    head = "".join(f'<th scope="col">{name}</th>' for name in _HEADS)
    return f"<table><caption>文中各数登记为什么</caption><tr>{head}</tr>{''.join(rows)}</table>"


def _row(entry: Entry, chains: ClaimChains) -> str:
    mention, span = entry.mention, entry.span
    if span and span.year == "-1" and (mention.role in CHANGES or mention.role == Role.GROWTH):
        span = None  # 比上年增长27.7%: by so much this year's is more
    year = {"": "", "-1": "上年"}.get(span.year, span.year) if span else ""
    months = f"{span.first}—{span.last}月" if span and span.first else ""
    role = mention.role.label + ("（其中）" if entry.part else "") + ("（标题）" if entry.title else "")
    cells = (str(entry.number), mention.quantity.text, entry.measure, entry.scope, year + months, role)
    return _in_row(cells, chains.told((entry.number,)))


def _cell_row(cell: ToldCell, chains: ClaimChains) -> str:
    _, row, column = cell.place
    where = f"{row_within(cell.stand, row)}第 {column + 1} 列"
    named = " ".join(filter(None, (cell.label, cell.head)))
    return _in_row((where, cell.quantity.text, named, "", "", "表中"), chains.told(cell.place))


def _in_row(cells: Sequence[str], told: str) -> str:
    return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + f"<td>{told}</td></tr>"
