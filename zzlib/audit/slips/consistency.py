"""One number told twice at once: 41229万元（4.12亿元）."""

from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.judging.claim import NumericClaim, operand, statement
from zzlib.audit.numbers.arithmetic import Printed, Verdict, told_alike
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import conversion, written
from zzlib.audit.reading.reading import Reading, ReadSentence
from zzlib.audit.reading.roles import CHANGES


def said_again_claims(sentence: ReadSentence, reading: Reading) -> Iterator[NumericClaim]:
    """Judge what a bracket says of a number once more in another unit."""
    for mention, again in sentence.again:
        factor = conversion(mention.quantity, again) or Fraction(1)
        mine = Printed(mention.quantity.value * factor, mention.quantity.step * factor)
        verdict = told_alike(mine, again.printed)
        if mention.role in CHANGES and abs(mine.value - again.value) <= again.step:
            verdict = (
                Verdict.REACHABLE if verdict == Verdict.WRONG else verdict
            )  # each the difference of rounded numbers
        shown = written(mine.value, again)
        said = {Verdict.WRONG: f"应为 {shown}", Verdict.TRUNCATED: "是截去尾数而没有四舍五入"}.get(verdict, "相符")
        message = f"括号里把 {mention.quantity.text} 写作 {again.text}，{said}"
        claim = statement("consistency", mention, verdict, message, recomputed=shown)
        yield replace(claim, stated=again.text, unit=again.unit, operands=(operand(mention.quantity),))
