"""What people read of an audit: in the terminal, and as a marked page in a notebook."""

import html
from collections import Counter
from collections.abc import Sequence

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.blocks import DocumentBlock
from zzlib.audit.claim import NumericClaim
from zzlib.audit.lint import Hint
from zzlib.audit.register import is_heading_text

_COLOURS = {
    Verdict.WRONG: "#f8c9c4",
    Verdict.DOUBTFUL: "#fff3a8",
    Verdict.TRUNCATED: "#fde3b5",
    Verdict.REACHABLE: "#e3efd9",
    Verdict.OK: "#e3efd9",
    Verdict.HEDGED: "#ececec",
    Verdict.UNVERIFIABLE: "#ececec",
}
_GRAVEST_FIRST = list(_COLOURS)
TOLD = (Verdict.WRONG, Verdict.DOUBTFUL, Verdict.TRUNCATED)
"""What people are told of unasked; only the first makes a document fail."""


def audit_lines(
    claims: Sequence[NumericClaim],
    hints: Sequence[Hint],
    blocks: Sequence[DocumentBlock] = (),
    *,
    everything: bool = False,
) -> list[str]:
    """Write the claims that do not hold (all of them if asked), then the hints, then how many of each verdict."""
    told = [claim for claim in claims if everything or claim.verdict in TOLD]
    lines, places = [], standing(blocks)
    for claim in sorted(told, key=lambda c: _GRAVEST_FIRST.index(c.verdict)) if not everything else told:
        lines += [f"[{claim.verdict.label}] {claim.message}", f"    {_position(places, claim)}：{_short(claim)}"]
    lines += [f"[用语] {hint.message}" for hint in hints]
    return [*lines, counts(claims)]


def _position(places: Sequence[str], claim: NumericClaim) -> str:
    """Say where a claim stands as a person finds it: 表 2 第 3 行, “二、存在问题”下第 1 段, 脚注第 2 段."""
    if claim.place >= len(places):
        return f"第 {claim.place + 1} 段"
    return places[claim.place] + (f" 第 {claim.cell[0] + 1} 行" if claim.cell else "")


def standing(blocks: Sequence[DocumentBlock]) -> list[str]:
    """Say where each block of a document stands."""
    found: list[str] = []
    beside: Counter[str] = Counter()  # how many notes, boxes, … there were, and tables
    heading, below = "", 0
    for place, block in enumerate(blocks):
        if block.rows:
            beside["表"] += not block.where
            found.append(block.where or f"表 {beside['表']}")
            continue
        below += bool(block.text)
        if block.where:
            beside[block.where] += 1
            found.append(f"{block.where}第 {beside[block.where]} 段")
        else:
            found.append(f"“{heading}”下第 {below} 段" if heading else f"第 {place + 1} 段")
        if is_heading_text(block.text):
            heading, below = block.text.strip(), 0
    return found


def refuted_lines(claims: Sequence[NumericClaim]) -> list[str]:
    """Write what the workbench's own documents state wrongly, each with its sentence."""
    return [f"{claim.file}：{claim.message}——“{_short(claim)}”" for claim in claims]


def counts(claims: Sequence[NumericClaim]) -> str:
    """Count the claims by verdict: 核对数字 31 处：不符 2，相符 25，…."""
    number = Counter(claim.verdict for claim in claims)
    said = "，".join(f"{verdict.label} {number[verdict]}" for verdict in _GRAVEST_FIRST if number[verdict])
    return f"核对数字 {len(claims)} 处" + (f"：{said}" if said else "：没有找到可核对的数字")


def marked_page(blocks: Sequence[DocumentBlock], claims: Sequence[NumericClaim], hints: Sequence[Hint] = ()) -> str:
    """Give a document as HTML: each claim's number coloured by its verdict, the reasons below."""
    parts = [_marked_block(block, [c for c in claims if c.place == place]) for place, block in enumerate(blocks)]
    told = sorted((c for c in claims if c.verdict in TOLD), key=lambda c: c.place)
    reasons = [f"<li><b>{c.verdict.label}</b> {html.escape(c.message)}</li>" for c in told]
    reasons += [f"<li><b>用语</b> {html.escape(hint.message)}</li>" for hint in hints]
    listed = f"<ol>{''.join(reasons)}</ol>" if reasons else "<p>没有发现不符的数字。</p>"
    return f'<div style="line-height:1.9">{"".join(parts)}</div><p><b>{counts(claims)}</b></p>{listed}'


def _short(claim: NumericClaim) -> str:
    text = " ".join(claim.sentence.split())
    if len(text) <= 90:
        return text
    at = max(0, text.find(claim.stated) - 50)
    return f"{'…' if at else ''}{text[at : at + 88]}…"


def _marked_block(block: DocumentBlock, claims: Sequence[NumericClaim]) -> str:
    if block.rows:
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows
        )
        return f"<table>{rows}</table>"
    text = block.text
    places: dict[tuple[int, int], NumericClaim] = {}
    for claim in sorted(claims, key=lambda c: _GRAVEST_FIRST.index(c.verdict)):
        start = max(0, text.find(claim.sentence))
        at = text.find(claim.stated, start)
        free = all(at >= end or at + len(claim.stated) <= begin for begin, end in places)
        if at >= 0 and free:
            places[at, at + len(claim.stated)] = claim
    out, last = [], 0
    for (begin, end), claim in sorted(places.items()):
        title = html.escape(f"{claim.verdict.label}：{claim.message}", quote=True)
        out.append(html.escape(text[last:begin]))
        out.append(
            f'<mark style="background:{_COLOURS[claim.verdict]}" title="{title}">{html.escape(text[begin:end])}</mark>'
        )
        last = end
    return f"<p>{''.join(out)}{html.escape(text[last:])}</p>"
