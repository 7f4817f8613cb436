"""Tables of a document and of the one before it: which are of one kind, and whose rows are gone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from zzlib.audit.against.document_facts import DocumentFacts
from zzlib.audit.documents.places import within
from zzlib.audit.judging.claim import Elsewhere, NumericClaim, text_claim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import MONEY, Quantity
from zzlib.audit.reading.facts import Fact, bare_name, body, pattern
from zzlib.audit.reading.reading import ReadSentence

_MANY = Fraction(1, 2)  # of the rows of one table are in the other: it is the same table
_ITEM = re.compile(r"([一-龥（）]{2,14}?)(?:\d[\d.]*[一-龥%]{0,3}?)?(?:[、，；和。]|$)")
_NAMES = re.compile(
    r"(?:(?:(?<=[：为是有，])|^)(?:[一-龥（）]{2,14}?\d[\d.]*[一-龥%]{0,3}?(?:[、，；和。]|$)){4,})"
    r"|(?<=[：为是有即（])(?:[一-龥（）]{2,14}、){3,}(?:[一-龥（）]{2,14}?(?=[。；，）]|$))?"
)
_NONE = re.compile("(?:没有|无|未)[^，。；]{0,14}")  # 没有竣工、移出和新增项目
_FEW = 3  # rows that are missing
_TOTAL = re.compile(
    "[合总小]计|^全[县市区]$|[：；，。\\d]|^注|填[报表]|制表|审核"
)  # no body, but a total, a note, who filled it in


def tables_of_one_kind(now: DocumentFacts, then: DocumentFacts) -> dict[int, int]:
    """Pair each table with the one of the earlier document that tells most of the same things, and of half of its rows; the only ones may head them otherwise."""
    told = [
        {place: {(f.kind, f.what) for f in facts.facts if f.cell and f.place == place} for place in facts.tables}
        for facts in (now, then)
    ]
    rows = [{place: set(map(bare_name, told)) for place, told in of.labels.items()} for of in (now, then)]
    pairs, only = {}, len(now.tables) == len(then.tables) == 1
    for here in now.tables:
        labels, like = rows[0][here], []
        for place in then.tables:
            common, shared = told[0][here] & told[1][place], len(labels & rows[1][place])
            if (common or only) and shared >= len(rows[1][place]) * _MANY:
                like.append((len(common), shared, now.place_of(here) == then.place_of(place), place))
        like.sort(reverse=True)
        alone = len(like) == 1 or (len(like) > 1 and like[0][:3] > like[1][:3])
        if alone and any(not label.isdigit() for label in labels):
            pairs[here] = like[0][-1]
    return pairs


def in_units(one: DocumentFacts, other: DocumentFacts, tables: Mapping[int, int]) -> list[Fact]:
    """Give the facts of a document, numbers of a table without a unit in the one that the table of the other document tells for the same head."""
    like = {
        (here, f.kind, f.what): f.quantity
        for here, place in tables.items()
        for f in other.facts
        if f.cell and f.place == place and f.quantity.dimension == MONEY
    }
    told = ((f, like.get((f.place, f.kind, f.what)) if f.cell else None) for f in one.facts)
    return [replace(f, quantity=_in_scale(f.quantity, q)) if q else f for f, q in told]


def _in_scale(quantity: Quantity, like: Quantity) -> Quantity:
    if quantity.dimension == MONEY or quantity.unit or not like.value:
        return quantity
    scale = like.value / Fraction(like.number.replace(",", ""))
    return replace(quantity, dimension=MONEY, value=quantity.value * scale, step=quantity.step * scale)


def vanished(now: DocumentFacts, then: DocumentFacts, tables: Mapping[int, int], name: str) -> Iterator[NumericClaim]:
    """Tell which rows of a table of the earlier document are in no table of this one, and are named nowhere."""
    blocks = now.register.reading.blocks
    everything = "\n".join(block.text + " ".join(map(" ".join, block.rows)) for block in blocks)
    closed = pattern("closed").search(everything) is not None and not pattern("left").search(_NONE.sub("", everything))
    if closed:
        yield from _gone_from_lists(now, then, everything, name)
    for here, place in tables.items():
        names, rows = (list(map(bare_name, told)) for told in (then.labels[place], now.labels[here]))
        if not closed and sum(body().fullmatch(row) is not None for row in names) * 2 < len(names):
            continue  # of projects and programmes, which come and go
        gone = [n for n in names if n not in rows and n not in everything and not _TOTAL.search(n)]
        if 0 < len(gone) <= _FEW:
            added = [n for n in rows if n not in names and not _TOTAL.search(n)]
            yield _gone(
                now,
                here,
                Elsewhere(
                    name,
                    then.place_of(place),
                    "、".join(n for n in then.labels[place] if bare_name(n) in gone),
                    now.place_of(here),
                ),
                bool(added),
            )


def _gone_from_lists(now: DocumentFacts, then: DocumentFacts, everything: str, name: str) -> Iterator[NumericClaim]:
    """Tell who is in a list of the earlier document's text, and not in the one of this that has most of it."""
    for old in filter(None, map(_listed, then.register.reading.sentences)):
        for sentence in now.register.reading.sentences:
            gone = [said for said in old if said not in everything]
            if 0 < len(gone) <= _FEW and len({*old} & {*_listed(sentence)}) * 2 > len(old):
                where = then.place_of(next(s.paragraph for s in then.register.reading.sentences if _listed(s) == old))
                message = f"{name} {within(where, '有')}“{'、'.join(gone)}”，这里说是全部而没有；漏了的请补，不再列的请在文中写明"
                against = Elsewhere(name, where, "、".join(gone), now.place_of(sentence.paragraph))
                yield text_claim(sentence, "consistency", "、".join(gone), "", Verdict.WRONG, message, against=against)


def _listed(sentence: ReadSentence) -> list[str]:
    """Give the names that a sentence lists, each with its number or all without."""
    found = _NAMES.search(sentence.text)
    names = [m[1] for m in _ITEM.finditer(found[0])] if found else []
    return names if len({*names}) == len(names) else []


def _gone(now: DocumentFacts, here: int, against: Elsewhere, others: bool) -> NumericClaim:
    message = f"{against.file} {within(against.where, '有')}“{against.stated}”，这里的表没有；漏了的请补，撤并、改名或不再列的请在文中写明"
    return NumericClaim(
        sentence=" ".join(filter(None, now.tables[here].rows[0])),
        kind="consistency",
        subject="名单",
        stated=against.stated,
        verdict=Verdict.DOUBTFUL if others else Verdict.WRONG,
        message=message,
        place=here,
        against=against,
    )
