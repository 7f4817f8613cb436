"""Ranks told of two documents, the place's own and those of its units: 比上月的第5位前移2位, 上月名次, against the rank or the order that the earlier one gives."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from zzlib.audit.against.document_facts import DocumentFacts
from zzlib.audit.against.document_time import is_earlier
from zzlib.audit.against.facts_alike import ALIKE, share_of_letters
from zzlib.audit.documents.grids import TableCell, TableGrid
from zzlib.audit.judging.claim import Elsewhere, NumericClaim, text_claim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import number_in
from zzlib.audit.reading.facts import bare_name, body, letters, name_of, pattern
from zzlib.audit.reading.reading import ReadSentence
from zzlib.audit.reading.spans import phrases
from zzlib.audit.tables.tables import PLACES
from zzlib.data import package_toml

_WORDS = {name: "|".join(words) for name, words in package_toml(__package__, "before_ranks.toml").items()}
_RANK = re.compile(r"第(?P<rank>\d{1,3}|[一二三四五六七八九十]{1,3})(?:[位名]|(?=[，。；（）]|$))")
_WHOLE = re.compile("全[国省市州县区]")
_VERB = "位居|位列|排名|排在|位次|名次|[居列排为是由从在的]"
_OF_PRIOR = re.compile(f"(?:{pattern('prior').pattern})[末底]?(?:{_VERB}|{_WHOLE.pattern}|[我本][省市县])*$")
_NO_NAME = re.compile(
    f"(?:根?据|经)[^，]{{2,14}}，|^[^，]{{2,12}}(?:公布|通报|发布|印发)[^，]{{0,16}}(?:结果|排名|情况|名次)，|{_WHOLE.pattern}|{_VERB}|[较比]|有所|前移|后移|升至|降至|升到|降到|[（(][^）)]*[)）]|[我本全][省市县区州]|\\d+个[省市县区州（）]+"
)
_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_PLACED = rf"第(?P<rank>{_NUMBER})[位名]?(?!次|个|批|期|季|产|轮|条)"
_RANK_AGAIN = _PLACED.replace("rank", "from")
_PLACE = rf"(?:{_PLACED}|(?P<top>{_WORDS['top']})|(?P<last>{_WORDS['last']}))"
_NAMED = f"(?P<name>[一-龥]{{1,10}}?(?:{pattern('bodies').pattern}))"
_STANDS = rf"(?:[仍均则也]?(?:{_WORDS['stands']})){{0,6}}"
_PRIOR = rf"(?:{pattern('prior').pattern}|{_NUMBER}月)[份末底]?的?(?:综合|考核|得分|{_STANDS})"
_AFTER, _AHEAD = re.compile(_NAMED + _STANDS + _PLACE), re.compile(_PLACE + r"(?:的是|的|为|是|：)?" + _NAMED)
_PLACED_AT = re.compile(f"[，（](?:位?[居列排]|排名|位次)(?:[为是在]|全[县市区])?{_PLACE}")
_LIST = re.compile(
    rf"(?:(?:(?:前{_NUMBER}(?:[位名]|的?(?=单位|部门|乡镇))|排名|名次|位次)[^，。；：]{{0,12}}?(?:依次|顺序|先后|如下)|由高到低|从高到低)[为是]?：?|按[^，。；：]{{2,10}}排：)(?P<listed>[^。]+)"
    rf"|^(?P<ordered>[^；：]+?[万亿个件]元?[^；：]*?)，?(?:依次)?(?:位?[居列]|排名?在?)(?:[全][县市区])?前{_NUMBER}[位名]?"
)
_ITEM = re.compile(rf"(?:\d{{1,2}}[.．、])?{_NAMED}(?P<amount>[\d,.]+)?[^一-龥]*[万亿]?[元分个项件]?(?:（[^）]*）)?$")
_BOTTOM = re.compile(rf"后{_NUMBER}[位名]|末{_NUMBER}?位|最后")
_FROM = re.compile(rf"[由从较比]{_PRIOR}{_PLACED}|由{_RANK_AGAIN}(?=[上跃提]?升|前[移进]|跃居|下?降|[后下]?[退移滑])")
_WAY = rf"(?:(?P<up>前移|上升|提升|前进|进步?|跃升|提高|升|↑)|(?P<down>后退|后移|下降|下滑|退后?|退步|降低?|降|↓))了?(?P<by>{_NUMBER})个?(?:[位名]|位次|名次)"
_MOVED = re.compile(rf"{_PLACED}[，（]?(?:排名|位次|名次)?[较比]{_PRIOR}(?:排名|位次|名次)*{_WAY}")
_STEP = re.compile(_WAY)
_SAME = re.compile(
    rf"{_PLACE}[，（]?(?:排名|位次|名次)?(?:[与和]{_PRIOR}?(?:持平|相同|一样|一致)|[较比]{_PRIOR}?(?:没有变化|无变化|不变|未变))"
)
_WAS = re.compile(rf"第{_NUMBER}[位名]?[，（]{_PRIOR}(?:[为是排列居]|名次|位次|排名)*{_PLACED}")
_HAD = re.compile(rf"{_NAMED}{_STANDS}(?:{pattern('prior').pattern})[份末底]?{_STANDS}{_PLACED}(?![位名]?的)")
_OF_OLD = re.compile(rf"(?:{pattern('prior').pattern})[份末底]?(?:综合|考核|得分)*{_STANDS}{_PLACE}的?{_NAMED}")
_TWICE = re.compile(rf"连续(?:两|2|二)个?月{_STANDS}{_PLACE}的?{_NAMED}")
_AMONG = re.compile("县直|乡镇|街道|部门|全[县市区省州]")
_BASIS = re.compile(_WORDS["basis"])
_ANEW = re.compile("改按|改为按|排名(?:办法|方式|规则|口径)|重新排名|分组排名|首次")
_HALF = Fraction(1, 2)  # of the letters: where each document tells one rank of its place
_EVERY = 4  # named in turn: the list is of all of them, if it doesn't say that it is of the first


@dataclass(frozen=True)
class _Ranked:
    """A rank as a document tells it, -1 for the last: whose ("" for the place's own), of what, among whom, at the end of which month; `cell` of a table."""

    sentence: ReadSentence | None
    text: str
    rank: int
    owner: str
    what: frozenset[str] = frozenset()
    whole: str = ""
    last: int = 0
    cell: tuple[TableGrid, TableCell] | None = None

    @property
    def stands(self) -> int:
        """The block in which it stands."""
        return self.cell[0].place if self.cell else self.sentence.paragraph if self.sentence else 0

    @property
    def told(self) -> str:
        """The words that say by what it is ranked: its sentence, the head of its column, or the other heads where that doesn't say."""
        if self.cell is None:
            return self.sentence.text if self.sentence else ""
        heads = ("".join(c.heading for c in told.values()) for told in (self.cell[0].ranks, self.cell[0].columns))
        return next((said for said in heads if _BASIS.search(said)), "")


def rank_claims(now: DocumentFacts, then: DocumentFacts, name: str) -> Iterator[NumericClaim]:
    """Judge the ranks that a document gives of the month before by those of the earlier document."""
    month = then.months.last
    old = [r for r in _ranks(then) if r.last == month]
    asked = [r for r in _ranks(now) if r.last == month != now.months.last]
    for told in asked:
        same = [r for r in old if _of_one(told, r, least=_HALF if len(asked) == len(old) == 1 else ALIKE)]
        if len({r.rank for r in same}) == 1:
            right = told.rank == same[0].rank
            said = f"写{same[0].text}，" + ("相符" if right else f"这里写上月是{told.text}；请核是哪一份写错")
            yield _claim((told, now), (same[0], then), name, said, right, same[0].text)
    if any(_ANEW.search(s.text) for s in now.register.reading.sentences):
        return
    moves = [*_moves(now, then, name)]
    yield from moves
    if month == now.months.last - 1:
        yield from (c for c in _of_units(now, then, name) if not any(c.stated.endswith(m.stated) for m in moves))


def _of_units(now: DocumentFacts, then: DocumentFacts, name: str) -> Iterator[NumericClaim]:
    """Judge last month's ranks of units by the only ranks that the earlier document gives them."""
    ranked, last = _held(then)
    for told in {(r.stands, r.owner, r.rank): r for r in _of_last_month(now)}.values():
        ranks = [r for r in (last if told.rank < 0 else ranked.get(told.owner, [])) if _is_ranked_alike(told, r)]
        if len({s.owner if told.rank < 0 else s.rank for s in ranks}) == 1:
            one = ranks[0]
            right = one.owner == told.owner if told.rank < 0 else one.rank == told.rank
            stood = "末位" if told.rank < 0 else f"第{one.rank}位"
            said = f"写{one.owner}列{stood}，" + ("相符" if right else f"与这里的“{told.text}”不一致；请核是哪一份写错")
            yield _claim((told, now), (one, then), name, said, right, stood)


def _moves(now: DocumentFacts, then: DocumentFacts, name: str) -> Iterator[NumericClaim]:
    """Judge by how many places ranks moved, told beside those of both documents, where most of what is told so holds."""
    ranked, before = ([*_in_tables(of, before=False), *_ranks(of)] for of in (now, then))
    told = []
    for new, text, step in _steps(now, ranked, then):
        old = [
            r for r in before if r.last in (0, then.months.last) and r.owner == new.owner and _is_ranked_alike(new, r)
        ]
        old = [r for r in old if r.owner or _of_one(new, r, least=ALIKE)]
        if len({r.rank for r in old}) == 1:
            told.append((new, old[0], text, step))
    wrong = [t for t in told if t[1].rank - t[0].rank != t[3]]
    for new, stood, text, step in told if len(wrong) * 2 <= max(len(told), 2) else ():
        by, right = stood.rank - new.rank, stood.rank - new.rank == step
        moved = f"{'上升' if by > 0 else '下降'}{abs(by)}位" if by else "没有变化"
        said = f"写{stood.owner}第{stood.rank}位，这里第{new.rank}位，{moved}，" + (
            "相符" if right else f"这里写{text}；请核是哪一份写错"
        )
        yield _claim((replace(new, text=text), now), (stood, then), name, said, right, moved)


def _steps(now: DocumentFacts, ranked: list[_Ranked], then: DocumentFacts) -> Iterator[tuple[_Ranked, str, int]]:
    """Give the ranks of a document with the words that tell by how many places they moved since the earlier one, and these places."""
    for sentence in now.register.reading.sentences:
        since = ""
        for match in _STEP.finditer(sentence.text):
            thought = regex("[；。]").split(sentence.text[: match.start()])[-1]
            since = next(iter(regex("[较比](?!重|例)[^，；。]*$|环比|同比").findall(thought)), since)
            own = [r for r in ranked if r.sentence is sentence and r.text in thought and r.last == now.months.last][-1:]
            named = [r for r in ranked if r.owner and r.cell and r.owner in thought]
            named = [r for r in named if thought.rfind(r.owner) == max(thought.rfind(o.owner) for o in named)]
            found = own or named
            if since and not _RANK.search(since) and len(found) == 1 and _is_of(since, now, then):
                yield replace(found[0], sentence=sentence, cell=None), match[0], _places(match)
    for one in (r for r in ranked if r.cell):
        grid, row = one.cell[0], one.cell[1].row  # type: ignore[index]
        for head, text in zip(grid.rows[0], grid.rows[row], strict=True):
            if (moved := _STEP.fullmatch(text)) and _is_of(head, now, then):
                yield one, text, _places(moved)


def _places(match: re.Match[str]) -> int:
    return (number_in(match["by"]) or 0) * (1 if match["up"] else -1)


def _is_of(said: str, now: DocumentFacts, then: DocumentFacts) -> bool:
    return is_earlier(said, now.absolute(now.months), then.absolute(then.months))


def _is_ranked_alike(told: _Ranked, other: _Ranked) -> bool:
    """Say whether two ranks may be by one thing, among the same."""
    bases = ([set(form.findall(one.told)) for one in (told, other)] for form in (_BASIS, _AMONG))
    return all(not here or not there or here & there for here, there in bases)


def _claim(
    here: tuple[_Ranked, DocumentFacts],
    there: tuple[_Ranked, DocumentFacts],
    name: str,
    said: str,
    right: bool,
    stood: str,
) -> NumericClaim:
    told, where = here[0], there[1].place_of(there[0].stands)
    against = Elsewhere(name, where, f"{there[0].owner}{stood}", here[1].place_of(told.stands))
    verdict, message = Verdict.OK if right else Verdict.WRONG, f"{name} {where}{said}"
    if told.sentence is not None:
        return text_claim(told.sentence, "consistency", told.text, stood, verdict, message, against=against)
    assert told.cell is not None
    grid, cell = told.cell
    row, stated = " | ".join(filter(None, grid.rows[cell.row])), cell.quantity.text
    return NumericClaim(
        sentence=row,
        kind="consistency",
        subject=told.owner,
        stated=stated,
        recomputed=str(there[0].rank),
        verdict=verdict,
        message=message,
        place=grid.place,
        cell=(cell.row, cell.column),
        against=against,
    )


def _of_one(one: _Ranked, other: _Ranked, least: Fraction) -> bool:
    alike = one.what == other.what or share_of_letters(one.what, other.what) >= least
    return alike and bool(one.what) and one.whole in ("", other.whole)


def _ranks(facts: DocumentFacts) -> Iterator[_Ranked]:
    """Give the place's own ranks of a document; what its own clause leaves open is of the one before, or of the one that the sentence before tells."""
    told: dict[int, list[_Ranked]] = {}
    for sentence in facts.register.reading.sentences:
        for match in _RANK.finditer(sentence.text):
            ahead = sentence.text[: match.start()].removesuffix("（")  # 比上月（第7位）前移2位
            clause = regex("[，；：（]").split(ahead)[-1]
            whole = _WHOLE.findall(ahead)
            last = _month_of(_RANK.split(clause)[-1], facts.months.last)
            if last is None:
                continue
            what = next(
                (
                    own
                    for said in reversed(regex("[，；：]").split(ahead))
                    if (own := _named(said)) and said[0] not in "较比"
                ),
                frozenset(),
            )
            near = [r for r in told.get(sentence.number - 1, []) if r.stands == sentence.paragraph]
            if body().search(_NO_NAME.sub("", ahead)):
                continue  # of a unit
            if not what and len({r.what for r in near}) == 1:
                what = near[0].what
            rank = number_in(match["rank"]) or 0
            found = _Ranked(sentence, match[0], rank, "", what, "".join(whole[-1:]), last)
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


def _of_last_month(now: DocumentFacts) -> Iterator[_Ranked]:
    """Give what a document says of where units stood a month ago."""
    yield from _in_tables(now, before=True)
    for sentence in now.register.reading.sentences:
        for match in (f for form in (_FROM, _WAS, _HAD) for f in form.finditer(sentence.text)):
            yield _standing(sentence, match, number_in(match.groupdict().get("from") or match["rank"]) or 0)
        for match in _MOVED.finditer(sentence.text):
            step = (number_in(match["by"]) or 0) * (1 if match["up"] else -1)
            yield _standing(sentence, match, (number_in(match["rank"]) or 0) + step)
        for form in (_SAME, _OF_OLD, _TWICE):
            for match in form.finditer(sentence.text):
                yield _standing(sentence, match, _rank(match))


def _held(then: DocumentFacts) -> tuple[dict[str, list[_Ranked]], list[_Ranked]]:
    """Give the ranks that a document gives units, and which it says is the last."""
    found, last = defaultdict[str, list[_Ranked]](list), list[_Ranked]()
    for one in _in_tables(then, before=False):
        found[one.owner].append(one)
    for sentence in then.register.reading.sentences:
        text = sentence.text
        if pattern("prior").search(text) or pattern("year_before").search(text):
            continue
        ahead = list(_AHEAD.finditer(text))
        told = [_standing(sentence, m, _rank(m)) for m in ahead or [*_AFTER.finditer(text), *_PLACED_AT.finditer(text)]]
        listed = list(_in_turn(sentence))
        for one in (*told, *listed):
            (last if one.rank < 0 else found[one.owner]).append(one)
        if told and _BOTTOM.search(text):
            last.append(max(told, key=lambda one: one.rank))
        if len(listed) >= _EVERY and not regex(rf"前{_NUMBER}[位名]").search(text):
            last.append(listed[-1])
    return found, last


def _in_tables(facts: DocumentFacts, *, before: bool) -> Iterator[_Ranked]:
    """Give the ranks of a table's rows: those of the only column that tells them of the month `before`, or of this one."""
    for grid in facts.tables.values():
        columns = [c for c in grid.ranks.values() if PLACES.search(c.heading)]
        columns = [c for c in columns if (pattern("prior").search(c.heading) is not None) is before]
        for row, cell in columns[0].cells.items() if len(columns) == 1 else ():
            text = f"{columns[0].heading}{cell.quantity.text}"
            yield _Ranked(None, text, int(cell.quantity.value), bare_name(grid.labels[row]), cell=(grid, cell))


def _in_turn(sentence: ReadSentence) -> Iterator[_Ranked]:
    """Give the units of a list that names them in turn, as far as its amounts fall."""
    match = _LIST.search(sentence.text)
    names, least = regex("[、；，和及与]").split(match["listed"] or match["ordered"]) if match else [], None
    for rank, item in enumerate(names, 1):
        named = _ITEM.match(item)
        amount = float(named["amount"].replace(",", "")) if named and named["amount"] else None
        if (
            named is None
            or (amount is None and match and match["ordered"])
            or (least is not None and amount and amount > least)
        ):
            return
        least = amount
        yield _Ranked(sentence, item, rank, name_of(named["name"]))


def _rank(match: re.Match[str]) -> int:
    return -1 if match["last"] else 1 if match["top"] else number_in(match["rank"]) or 0


def _standing(sentence: ReadSentence, match: re.Match[str], rank: int) -> _Ranked:
    """Give a rank of the body that a match names, else of the only one that its thought names right before it."""
    name = match.groupdict().get("name")
    if name is None:
        ahead = sentence.text[: match.start()].rpartition("；")[2]
        found = list(body().finditer(ahead))
        one = found and not regex(f"分别|{body().pattern}[、和及与]$").search(ahead[: found[-1].start()])
        name = found[-1][0] if one else ""
    return _Ranked(sentence, match[0].lstrip("，"), rank, name_of(name))
