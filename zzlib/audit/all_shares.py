"""The claim that shares of one whole make 100%."""

from fractions import Fraction

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.claim import NumericClaim, operand, statement
from zzlib.audit.reading import Mention


def shares_claim(shares: list[Mention], total: Fraction, slack: Fraction) -> NumericClaim:
    """Give the claim that shares of one whole make 100%; `slack` is what rounding may have taken or added."""
    last = shares[-1]
    cut = slack < 100 - total < 2 * slack and len(shares) > 1
    off = abs(total - 100) > slack and not cut
    sum_text = f"{float(total):g}%"
    listed = "、".join(m.quantity.text for m in shares)
    message = f"{listed} 相加是 {sum_text}" + (
        "，应为 100%，至少有一个占比有误" if off else "，各项都截去了尾数" if cut else "，相符"
    )
    verdict = Verdict.TRUNCATED if cut else Verdict.WRONG if off else Verdict.OK if total == 100 else Verdict.REACHABLE
    return statement(
        "sum",
        last,
        verdict,
        message,
        stated="100%",
        unit="%",
        recomputed=sum_text,
        operands=tuple(operand(m.quantity) for m in shares),
    )
