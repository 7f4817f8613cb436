"""What people read of an audit: in the terminal."""

from collections import Counter
from collections.abc import Sequence

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.blocks import DocumentBlock
from zzlib.audit.claim import NumericClaim
from zzlib.audit.lint import Hint
from zzlib.audit.register import is_heading_text

GRAVEST_FIRST = [
    Verdict.WRONG,
    Verdict.DOUBTFUL,
    Verdict.TRUNCATED,
    Verdict.REACHABLE,
    Verdict.OK,
    Verdict.HEDGED,
    Verdict.UNVERIFIABLE,
]
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
    lines, standing = [], _standing(blocks)
    for claim in sorted(told, key=lambda c: GRAVEST_FIRST.index(c.verdict)) if not everything else told:
        lines += [f"[{claim.verdict.label}] {claim.message}", f"    {_position(standing, claim)}：{_short(claim)}"]
    lines += [f"[用语] {hint.message}" for hint in hints]
    return [*lines, counts(claims)]


def _position(standing: Sequence[str], claim: NumericClaim) -> str:
    """Say where a claim stands as a person finds it: 表 2 第 3 行, “二、存在问题”下第 1 段, 脚注第 2 段."""
    if claim.place >= len(standing):
        return f"第 {claim.place + 1} 段"
    return standing[claim.place] + (f" 第 {claim.cell[0] + 1} 行" if claim.cell else "")


def _standing(blocks: Sequence[DocumentBlock]) -> list[str]:
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
    said = "，".join(f"{verdict.label} {number[verdict]}" for verdict in GRAVEST_FIRST if number[verdict])
    return f"核对数字 {len(claims)} 处" + (f"：{said}" if said else "：没有找到可核对的数字")


def _short(claim: NumericClaim) -> str:
    text = " ".join(claim.sentence.split())
    if len(text) <= 90:
        return text
    at = max(0, text.find(claim.stated) - 50)
    return f"{'…' if at else ''}{text[at : at + 88]}…"
