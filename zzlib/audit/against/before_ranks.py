"""Ranks told of two documents: 比上月的第5位前移2位 against the rank that the earlier one gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zzlib.audit.against.document_facts import DocumentFacts
from zzlib.audit.against.facts_alike import ALIKE, share_of_letters
from zzlib.audit.judging.claim import Elsewhere, NumericClaim, text_claim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.quantities import number_in
from zzlib.audit.reading.facts import bare_name, body, letters, pattern
from zzlib.audit.reading.reading import ReadSentence
from zzlib.audit.reading.spans import phrases

_RANK = re.compile(r"第(?P<rank>\d{1,3}|[一二三四五六七八九十]{1,3})(?:[位名]|(?=[，。；（）]|$))")
_WHOLE = re.compile("全[国省市州县区]")
_VERB = "位居|位列|排名|排在|位次|名次|[居列排为是由从在的]"
_OF_PRIOR = re.compile(f"(?:{pattern('prior').pattern})[末底]?(?:{_VERB}|{_WHOLE.pattern}|[我本][省市县])*$")
_NO_NAME = re.compile(
    f"{_WHOLE.pattern}|{_VERB}|[较比]|有所|前移|后移|升至|降至|升到|降到|[（(][^）)]*[)）]|[我本全][省市县区州]|\\d+个[省市县区州（）]+"
)


@dataclass(frozen=True)
class _Ranked:
    """A rank as a document tells it: of what, among whom, at the end of which month."""

    sentence: ReadSentence
    text: str
    rank: int
    what: frozenset[str]
    whole: str
    owner: str
    last: int


def rank_claims(now: DocumentFacts, then: DocumentFacts, name: str) -> Iterator[NumericClaim]:
    """Judge the ranks that a document gives of the month before by those of the earlier document."""
    month = then.months.last
    old = [r for r in _ranks(then) if r.last == month]
    for told in _ranks(now):
        same = [r for r in old if told.last == month != now.months.last and _of_one(told, r)]
        if len({r.rank for r in same}) == 1:
            yield _claim(told, same[0], now, then, name)


def _claim(told: _Ranked, old: _Ranked, now: DocumentFacts, then: DocumentFacts, name: str) -> NumericClaim:
    where, here = then.place_of(old.sentence.paragraph), now.place_of(told.sentence.paragraph)
    right = told.rank == old.rank
    message = f"{name} {where}写{old.text}，" + ("相符" if right else f"这里写上月是{told.text}；请核是哪一份写错")
    verdict, against = Verdict.OK if right else Verdict.WRONG, Elsewhere(name, where, old.text, here)
    return text_claim(told.sentence, "consistency", told.text, old.text, verdict, message, against=against)


def _of_one(one: _Ranked, other: _Ranked) -> bool:
    alike = one.what == other.what or share_of_letters(one.what, other.what) >= ALIKE
    return alike and bool(one.what) and one.owner == other.owner and one.whole in ("", other.whole)


def _ranks(facts: DocumentFacts) -> Iterator[_Ranked]:
    """Give the ranks of a document; what its own clause leaves open is of the one before, or of the one that the sentence before tells."""
    told: dict[int, list[_Ranked]] = {}
    for sentence in facts.register.reading.sentences:
        for match in _RANK.finditer(sentence.text):
            ahead = sentence.text[: match.start()].removesuffix("（")  # 比上月（第7位）前移2位
            clause = re.split("[，；：（]", ahead)[-1]
            whole = _WHOLE.findall(ahead)
            last = _month_of(_RANK.split(clause)[-1], facts.months.last)
            if last is None:
                continue
            what = next((own for said in reversed(re.split("[，；：]", ahead)) if (own := _named(said))), frozenset())
            near = [r for r in told.get(sentence.number - 1, []) if r.sentence.paragraph == sentence.paragraph]
            owner = "".join(map(bare_name, body().findall(_NO_NAME.sub("", ahead))[-1:]))  # "" for the document's own
            if not what and len({(r.what, r.owner) for r in near}) == 1:
                what, owner = near[0].what, owner or near[0].owner
            rank = number_in(match["rank"]) or 0
            found = _Ranked(sentence, match[0], rank, what, "".join(whole[-1:]), owner, last)
            told.setdefault(sentence.number, []).append(found)
            yield found


def _named(clause: str) -> frozenset[str]:
    """Give what is ranked by, as far as a clause says so."""
    bare = _RANK.sub("", _NO_NAME.sub("", clause.rpartition("（")[0] or clause))
    return letters(pattern("prior").sub("", bare))


def _month_of(clause: str, last: int) -> int | None:
    """Give the month at whose end a clause tells a rank; `None` for another year, or what isn't told."""
    if pattern("year_before").search(clause) or pattern("elsewhen").search(clause) or pattern("planned").search(clause):
        return None
    said = _OF_PRIOR.search(clause)
    if pattern("prior").search(clause):
        return last - 1 if said else None
    named = [span.last for _, _, span in phrases(clause) if span.first]
    return named[-1] if named else last
