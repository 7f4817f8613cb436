"""How much of a document was proved: the numbers seen, held against others, and those that nothing proves, with why."""

import re
from collections import Counter
from collections.abc import Sequence

from zzlib.audit.arithmetic import PROVED, Verdict
from zzlib.audit.blocks import DocumentBlock
from zzlib.audit.claim import NumericClaim
from zzlib.audit.reading import read

_OPEN = (Verdict.UNVERIFIABLE, Verdict.HEDGED)
_SHOWN = 3


def coverage_line(blocks: Sequence[DocumentBlock], claims: Sequence[NumericClaim]) -> str:
    """Say it in a line: 正文有数 31 个：核对过 20 个…；没有核对 11 个：…; what was left out of the file stands last."""
    seen = {mention.number for mention in read(list(blocks)).mentions}
    held = {number for claim in claims if claim.verdict not in _OPEN for number in _numbers(claim)} & seen
    proved = {number for claim in claims if claim.verdict in PROVED for number in _numbers(claim)} & seen
    said = f"正文有数 {len(seen)} 个：与别的数核对过 {len(held)} 个，其中证明相符 {len(proved)} 个"
    if left := seen - held:
        why = Counter({c.entry: _reason(c) for c in claims if c.verdict in _OPEN and c.entry in left}.values())
        told = [f"{reason} {number} 个" for reason, number in why.most_common(_SHOWN)]
        other = len(left) - sum(number for _, number in why.most_common(_SHOWN))
        told += [f"文中没有说它与哪个数有关的等 {other} 个"] if other else []
        said += f"；没有核对 {len(left)} 个：{'，'.join(told)}"
    cells = {(claim.place, claim.cell) for claim in claims if claim.cell}
    said += f"；表格核对过 {len(cells)} 格" if cells else ""
    missing = [block.where for block in blocks if not block.text and not block.rows]
    return said + (f"；没有读的：{'、'.join(missing)}" if missing else "")


def _numbers(claim: NumericClaim) -> set[int]:
    return {claim.entry, *(mention.number for mention in claim.proof)}


def _reason(claim: NumericClaim) -> str:
    return re.split("[，；：（]", claim.message)[0]
