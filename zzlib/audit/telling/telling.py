"""What people read of an audit: in the terminal."""

from collections import Counter
from collections.abc import Sequence

from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.places import row_within, standing
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.telling.lint import Hint

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
    lines, stand = [], standing(blocks)
    for claim in sorted(told, key=lambda c: GRAVEST_FIRST.index(c.verdict)) if not everything else told:
        lines += [f"[{claim.verdict.label}] {claim.message}", f"    {position(stand, claim)}：{_short(claim)}"]
    lines += [f"[用语] {hint.message}" for hint in hints]
    return [*lines, counts(claims)]


def position(stand: Sequence[str], claim: NumericClaim) -> str:
    """Say where a claim stands as a person finds it: 表 2 第 3 行, “二、存在问题”下第 1 段, 脚注 1 第 2 段."""
    if claim.place >= len(stand):
        return f"第 {claim.place + 1} 段"
    return row_within(stand[claim.place], claim.cell[0]) if claim.cell else stand[claim.place]


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
