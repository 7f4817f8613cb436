"""What is said of the figure that is to blame, and of the accusations that fall with it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zzlib.audit.documents.grids import grid_of
from zzlib.audit.documents.places import row_within
from zzlib.audit.judging.claim import NumericClaim, doubted, operand, statement
from zzlib.audit.judging.relations import FigureRelation, Place, TiedFigure
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.judging.taken import unbound
from zzlib.audit.numbers.arithmetic import HOLDS, UNSURE, Verdict, judge
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import Quantity, quantities, written
from zzlib.audit.reading.reading import are_many_thoughts
from zzlib.audit.reading.register import FigureRegister, places
from zzlib.audit.slips.suspects import Blaming, Suspect, SuspectCase, is_proved

_MOST, _FEW = 6, 2
_FAR = Fraction(3, 2)


def blamed(claims: Sequence[NumericClaim], register: FigureRegister) -> list[NumericClaim]:
    """Blame one figure for the accusations that it explains together, and take back the others."""
    claims = _borne_out(claims)
    blaming, long = Blaming(claims, register), are_many_thoughts(register.reading.sentences)
    instead = {id(case.claim): unbound(case.claim) for case in blaming.held_elsewhere}
    for suspect in blaming.suspects() if blaming.accusations else ():
        if is_proved(suspect):
            lead = suspect.lead
            for case in suspect.explained:
                instead[id(case.claim)] = _taken_back(case, suspect)
            accused = _accused(suspect, lead, blaming, register)
            instead[id(lead.claim)] = doubted(accused) if long and _is_far_operand(suspect, lead) else accused
    return _told_once([instead.get(id(claim), claim) for claim in claims])


def _is_far_operand(suspect: Suspect, lead: SuspectCase) -> bool:
    """Say whether a number of the text that no claim accused is far from what it ought to be, by no slip: another number is meant there."""
    said, right = abs(suspect.figure.quantity.value), abs(suspect.right)
    far = max(said, right) > _FAR * min(said, right)
    slip = is_slip(suspect.figure.quantity, suspect.right, short=True)
    return len(suspect.figure.place) == 1 and lead.claim.stands not in suspect.places and far and not slip


def _told_once(claims: Sequence[NumericClaim]) -> list[NumericClaim]:
    """Accuse a figure once: a second accusation of it is said with the first, a doubt beside it not at all."""
    first: dict[tuple[object, ...], int] = {}
    kept: list[NumericClaim] = []
    for claim in claims:
        if _follows(claim, claims):
            said = f"{claim.stated} 由文中有误的数算出"
            kept.append(replace(claim, verdict=Verdict.UNVERIFIABLE, message=said, falls=True))
            continue
        sentence = (claim.place, claim.sentence, claim.stated)
        at = (*sentence, claim.cell or claim.entry)
        told = first.get(at, None if claim.cell or claim.entry else first.get(sentence))
        if claim.verdict == Verdict.WRONG and told is not None:
            better = _is_slip_of(claim) and not _is_slip_of(kept[told])
            fuller = replace(kept[told], message=kept[told].message + _again(claim, kept[told]))
            kept[told] = claim if better else fuller
            continue
        if claim.verdict == Verdict.WRONG:
            first.setdefault(at, len(kept))
            first.setdefault(sentence, len(kept))
        kept.append(claim)
    wrong = {(c.place, c.entry) for c in kept if c.verdict == Verdict.WRONG and c.entry}
    return [c for c in kept if c.verdict != Verdict.DOUBTFUL or (c.place, c.entry) not in wrong]


def _again(claim: NumericClaim, told: NumericClaim) -> str:
    """Say what a second accusation of a figure adds to the first: nothing where it would have another figure."""
    if claim.kind == "order":
        return "；次序也因此不对"
    used = "、".join(o.text for o in claim.operands[:_MOST])
    return f"；由 {used} 算也是这样" if used and claim.recomputed == told.recomputed else ""


def _is_slip_of(claim: NumericClaim) -> bool:
    """Say whether a slip of the pen leads from what was computed to what is printed, or another unit of the same digits."""
    stated, right = (next(iter(quantities(text)), None) for text in (claim.stated, claim.recomputed))
    if stated is None or right is None:
        return False
    return stated.number == right.number or is_slip(stated, right.value, short=True)


def _follows(claim: NumericClaim, claims: Sequence[NumericClaim]) -> bool:
    """Say whether an accusation rests on a count that its list of names refutes, and holds by the number of names."""
    trial = claim.trial
    if claim.verdict != Verdict.WRONG or trial is None:
        return False
    for other in claims:
        number = (
            regex(r"\d+").match(other.recomputed) if other.kind == "count" and other.verdict == Verdict.WRONG else None
        )
        used = [m.number for m in trial.binding.operands]
        if number is not None and other.entry in used:
            printed = list(trial.binding.printed)
            printed[used.index(other.entry)] = replace(printed[used.index(other.entry)], value=Fraction(number[0]))
            if judge(trial.binding.formula, printed, trial.result.printed)[0] in HOLDS:
                return True
    return False


def _borne_out(claims: Sequence[NumericClaim]) -> list[NumericClaim]:
    """Accuse totals of tables of which it was not known whether their rows are all parts, where the text adds up the same parts."""
    sums = [(c, c.trial) for c in claims if c.kind == "sum" and c.verdict in HOLDS]
    added = {_parts(trial.binding.quantities): claim for claim, trial in sums if trial is not None}
    kept = list(claims)
    for place, claim in enumerate(claims):
        if claim.cell is not None and claim.verdict in UNSURE and claim.relation is not None:
            told = added.get(_parts([part.quantity for part in claim.relation.operands]))
            if told is not None:
                said = f"{claim.message.partition('；')[0]}；文中的 {told.stated} 也由这些数算得"
                kept[place] = replace(claim, verdict=Verdict.WRONG, message=said)
    return kept


def _parts(numbers: Iterable[Quantity]) -> tuple[str, ...]:
    """Give the parts of a sum in an order of their own."""
    return tuple(sorted(quantity.number.replace(",", "") for quantity in numbers))


def _accused(suspect: Suspect, lead: SuspectCase, blaming: Blaming, register: FigureRegister) -> NumericClaim:
    """Give the one accusation: what was computed, what holds once it is right, where else it stands, and where it is right."""
    wrong, right = blaming.places_of(suspect)
    figure, shown = suspect.figure, written(suspect.right, suspect.figure.quantity)
    used = [tied for tied in lead.relation.figures if tied.place not in suspect.places]
    if lead.claim.stands in suspect.places:
        claim = lead.claim
        kept = claim.verdict == Verdict.WRONG and (shown in claim.message or len(suspect.explained) == 1)
        cell = used[0] if lead.relation.again and len(used) == 1 and len(used[0].place) > 1 else None
        said = claim.message if kept else _computed(used, shown, figure, "算")
        if cell is not None and not kept:
            said = f"{_row(cell.place, register)}{_name(cell.place, register)}是 {cell.quantity.text}，应为 {shown}，文中写 {figure.quantity.text}"
        shown = claim.recomputed if kept else shown
    else:
        claim = _of_operand(suspect, lead, used, register)
        said = claim.message
    others = [case for case in suspect.explained if case is not lead]
    beside = [c.claim.stated for c in others if c.claim.stands not in suspect.places and not c.relation.again]
    cells = [_told_otherwise(c, suspect, register) for c in others if c.relation.again and c.claim.relation is not None]
    rows = [_row(place, register) for place in sorted(suspect.places) if len(place) > 1 and place != claim.stands]
    again = [entry for entry in wrong if entry.number != claim.entry]
    elsewhere = [*([places(again)] if again else []), *dict.fromkeys(rows)]
    alike = [c.relation for c in others if c.claim.stands in suspect.places and not c.relation.again]
    ways = dict.fromkeys(texts for relation in alike if (texts := _texts(relation)) != _texts(lead.relation))
    message = "；".join(
        [
            said,
            *(f"由 {texts} 算也是这样" for texts in ways),
            *([f"改为 {shown}，{'、'.join(dict.fromkeys(beside))} 也合得上"] if beside else []),
            *([f"{'、'.join(elsewhere)}也写 {figure.quantity.text}"] if elsewhere else []),
            *([f"{places(right)}写的是 {shown}"] if right and places(right) not in said else []),
            *dict.fromkeys(cells),
            *_instead(suspect, said),
        ]
    )
    told = tuple(sorted({*suspect.places, *((entry.number,) for entry in wrong)} - {claim.stands}))
    return replace(claim, verdict=Verdict.WRONG, recomputed=shown, message=message, again=told)


def _texts(relation: FigureRelation) -> str:
    return "、".join(tied.quantity.text for tied in relation.operands[:_MOST])


def _computed(used: Iterable[TiedFigure], shown: str, figure: TiedFigure, how: str) -> str:
    texts = [tied.quantity.text for tied in used]
    listed = "、".join(texts[:_MOST]) + (f" 等 {len(texts)} 个数" if len(texts) > _MOST else "")
    return f"由 {listed} {how}，应为 {shown}，文中写 {figure.quantity.text}"


def _of_operand(
    suspect: Suspect, lead: SuspectCase, used: Sequence[TiedFigure], register: FigureRegister
) -> NumericClaim:
    """Give the accusation of a figure that no claim accused: of the text, or of a cell."""
    figure = suspect.figure
    shown = written(suspect.right, figure.quantity)
    again = f"{lead.claim.message}；要改的是 {figure.quantity.text}，应为 {shown}"
    said = again if lead.relation.again else _computed(used, shown, figure, "推算")
    operands = tuple(operand(tied.quantity) for tied in used)
    if len(figure.place) == 1:
        mentions = register.reading.mentions
        mention = mentions[min(place[0] for place in suspect.places) - 1]
        proof = [mentions[tied.place[0] - 1] for tied in used if len(tied.place) == 1]
        return statement(lead.claim.kind, mention, Verdict.WRONG, said, proof, operands=operands, recomputed=shown)
    place, row, column = figure.place
    cells = register.reading.blocks[place].rows[row]
    return replace(
        lead.claim,
        sentence=" | ".join(cell for cell in cells if cell),
        subject=cells[0],
        operands=operands,
        stated=figure.quantity.text,
        unit=figure.quantity.unit,
        message=said
        if lead.relation.again
        else f"表中{_name(figure.place, register)}：{said.replace('文中写', '表中写')}",
        place=place,
        entry=0,
        cell=(row, column),
    )


def _name(place: Place, register: FigureRegister) -> str:
    """Give the name of a row and the head over a cell: 合计“到位资金”."""
    at, row, column = place
    rows = register.reading.blocks[at].rows
    grid = grid_of(rows)
    return rows[row][0] + (f"“{grid.columns[column].heading}”" if grid is not None and column in grid.columns else "")


def _instead(suspect: Suspect, said: str) -> list[str]:
    """Name the few others of which one may have slipped in the place of what is blamed, and is not `said` to."""
    others = sorted(suspect.instead, key=lambda other: -other.score)
    found = {o.figure.place: f"或 {o.figure.quantity.text} 应为 {written(o.right, o.figure.quantity)}" for o in others}
    found = {place: told for place, told in found.items() if told.removeprefix("或 ") not in said}
    return ["，".join(found.values())] if 0 < len(found) <= _FEW else []


def _told_otherwise(case: SuspectCase, suspect: Suspect, register: FigureRegister) -> str:
    """Say what the text, or the table, tells in the place of a figure."""
    if case.claim.stands in suspect.places:
        return f"{_row(case.relation.operands[0].place, register)}写的是 {case.claim.recomputed}"
    return f"{register.reading.stand[case.claim.place]}写的是 {case.claim.stated}"


def _row(place: Place, register: FigureRegister) -> str:
    """Say where a cell stands: 表 2 第 3 行."""
    return row_within(register.reading.stand[place[0]], place[1])


def _taken_back(case: SuspectCase, suspect: Suspect) -> NumericClaim:
    """Say that a number is right once the one that is to blame is put right."""
    text, shown = suspect.figure.quantity.text, written(suspect.right, suspect.figure.quantity)
    said = f"照 {shown} 算，{case.claim.stated} 相符；要改的是 {text}"
    if case.relation.again:
        said = f"与 {text} 不一致；要改的是 {text}，应为 {shown}"
    if case.claim.stands in suspect.places:
        said = f"与前面说的是同一个数：{text} 应为 {shown}"
    return replace(case.claim, verdict=Verdict.UNVERIFIABLE, message=said, falls=True)
