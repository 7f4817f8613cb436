"""What is said before the numbers that make it, read behind them: 办结率98.4%，受理1256件，办结1236件."""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.judging.taken import is_never_of
from zzlib.audit.numbers.arithmetic import PROVED, Verdict
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.slips.read_anew import MOST, Judge, text_around

_THOUGHT, _CLAUSE = re.compile("[^；。！？]+"), re.compile("[^，：（）；。！？]+")
_LEANING = re.compile(
    "和|与|及|其中|分别|比|较|同比|环比|占|增|减|下降|上升|提高|降|为|达|即|也|又|均|但|而|另|还|其他|其余"
)
"""Words by which a clause leans on the one before it."""
_OTHERWISE = re.compile("按|[车机船]均")  # 按首次执行案件计算; 车均载客32人 are of others
_OTHERS = range(2, 4)
"""How many clauses with a number each there may be beside it."""
_KINDS = ("share", "level", "average")
_ALL = 100  # per cent: 满意率达100%（满意144件，基本满意2件）
_EACH = (1, 100, 10_000)  # per cent, 每万人
_NEARLY = 0.15
_JUDGED = (*PROVED, Verdict.WRONG)


def reordered_claims(register: FigureRegister, claims: Sequence[NumericClaim], judge: Judge) -> Iterator[NumericClaim]:
    """Judge rates and means of which nothing is told as if they stood last in their thought, where all orders of the others say the same."""
    reading = register.reading
    told = {number for c in claims if c.verdict != Verdict.UNVERIFIABLE for number in c.numbers}
    early = [(m, clauses) for m in reading.mentions if m.number not in told and (clauses := _clauses(m))]
    early = [(m, clauses) for m, clauses in early if _is_nearly_made(m, clauses)]
    for mention, clauses in early[:MOST]:
        texts = (text_around(mention.sentence, text, reading) for text in _orders(mention, clauses))
        found = [c for text in texts for c in judge(text) if _is_of(c, mention)]
        if len({(c.verdict in PROVED, c.recomputed) for c in found}) == 1:
            used = {o.text for o in found[0].operands}
            left = [m for _, m in clauses if m is not mention and m.quantity.text not in used]
            alone = all(m.number in told for m in left) and mention.quantity.value != _ALL
            claim = _claim(found[0], mention, reading)
            if found[0].verdict in PROVED or (alone and not is_never_of(mention, claim.proof)):
                yield claim  # nothing is left that it may be of


def _is_nearly_made(mention: Mention, clauses: Sequence[tuple[re.Match[str], Mention]]) -> bool:
    """Say whether a rate or mean is of about the size of what two of the others make; reading anew is dear."""
    others = [m.quantity.value for _, m in clauses if m is not mention]
    made = [one / other * each for one, other in permutations(others, 2) if other for each in _EACH]
    printed = mention.quantity.value
    return any(abs(value - printed) <= _NEARLY * printed for value in made)


def _is_of(claim: NumericClaim, mention: Mention) -> bool:
    same = claim.stated == mention.quantity.text and claim.kind in _KINDS
    return same and claim.verdict in _JUDGED and bool(claim.operands)


def _clauses(mention: Mention) -> list[tuple[re.Match[str], Mention]]:
    """Give the clauses of its thought with the one number of each; none where it stands last, or one leans on that before it."""
    text, at = mention.sentence.text, mention.quantity.start
    thought = next((t for t in _THOUGHT.finditer(text) if t.start() <= at < t.end()), None)
    clauses = _CLAUSE.finditer(text, *thought.span()) if thought else ()
    held = [(c, [m for m in mention.sentence.mentions if c.start() <= m.quantity.start < c.end()]) for c in clauses]
    numbered = [place for place, (_, own) in enumerate(held) if own]
    held = held[numbered[0] : numbered[-1] + 1] if numbered else []
    held = [] if any(_OTHERWISE.search(c[0]) for c, _ in held) else held
    plain = all(len(own) == 1 for _, own in held) and not any(_LEANING.match(c[0]) for c, _ in held[1:])
    found = [(clause, own[0]) for clause, own in held] if plain and len(held) - 1 in _OTHERS else []
    return found if found and found[-1][1] is not mention else []


def _orders(mention: Mention, clauses: Sequence[tuple[re.Match[str], Mention]]) -> Iterator[str]:
    """Give its sentence with its clause behind the others, in all their orders."""
    text = mention.sentence.text
    own = next(clause for clause, m in clauses if m is mention)
    head, tail = text[: clauses[0][0].start()], text[clauses[-1][0].end() :].removeprefix("）")
    for order in permutations(clause[0] for clause, m in clauses if m is not mention):
        yield f"{head}{'，'.join(order)}，{own[0]}{tail}"


def _claim(found: NumericClaim, mention: Mention, reading: Reading) -> NumericClaim:
    shown = {o.text for o in found.operands}
    near = (m for sentence in reading.paragraph_of(mention.sentence) for m in sentence.mentions)
    used = [m for m in near if m.quantity.text in shown]
    more = {"operands": found.operands, "recomputed": found.recomputed, "named": found.named, "said": found.said}
    return statement(found.kind, mention, found.verdict, found.message, used, **more)
