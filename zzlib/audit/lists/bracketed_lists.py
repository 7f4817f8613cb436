"""Places that each have their numbers in a bracket (江苏（8起、8人）、…、天津各1起、1人): how many there are, and what they make."""

import re
from collections.abc import Iterator
from itertools import pairwise

from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.reading.reading import words_between
from zzlib.audit.reading.register import FigureRegister

_NAME, _PAIR = "[一-龥]{2,6}", r"(\d+)([起件])、?(?:死亡)?(\d+)人"
_LIST = re.compile(
    rf"[：，](?:分别[是为]：?)?(?P<each>(?:{_NAME}（{_PAIR}）、?){{2,}})(?:，?(?P<rest>(?:{_NAME}[、和])+{_NAME})(?P<last>各{_PAIR}))?(?=[；。]|，(?!{_NAME}[（、和])|$)"
)
_ROW, _COUNTED = re.compile(_PAIR), re.compile("地区|地方|[省市州县区乡镇]")
_SOME = re.compile("[中的较前]|主要|突出|集中|兵团")
_TOLD = re.compile("[、，]?(?:共?造成)?(?:死亡)?")


def bracketed_list_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge how many places are listed, and the total of one measure where that of the other holds."""
    for sentence in register.reading.sentences:
        for told in _LIST.finditer(sentence.text):
            rows = _ROW.findall(told["each"])
            rows += _ROW.findall(told["last"] or "") * len(regex("[、和]").split(told["rest"] or ""))
            ahead = [m for m in sentence.mentions if m.quantity.end <= told.start()][-1:]
            if _SOME.search(sentence.text, ahead[0].quantity.end if ahead else 0, told.start("each")):
                continue
            for m in ahead:
                if m.quantity.unit == "个" and _COUNTED.match(m.text_behind) and m.quantity.value != len(rows):
                    message = f"文中写 {m.quantity.text}，名单里有 {len(rows)} 个"
                    yield statement("count", m, Verdict.WRONG, message, recomputed=f"{len(rows)}个", named=True)
            near = [m for m in register.reading.mentions if 0 <= sentence.number - m.sentence.number <= 1]
            for pair in pairwise(m for m in near if not m.depth):
                made = [sum(int(row[at]) for row in rows) for at in (0, 2)]
                off = [(m, right) for m, right in zip(pair, made, strict=True) if m.quantity.value != right]
                alike = [m.quantity.unit for m in pair] == [rows[0][1], "人"] and _TOLD.fullmatch(words_between(*pair))
                if alike and len(off) == 1:
                    ((m, right),) = off
                    message = f"名单里各地相加是 {right}{m.quantity.unit}，文中写 {m.quantity.text}；总数或其中一项有误"
                    yield statement("sum", m, Verdict.WRONG, message, recomputed=f"{right}", named=True)
