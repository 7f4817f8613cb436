"""Hints on wording: 截至 and 截止, 百分点 and %, one word for the schedule, decimals, ordinals that skip."""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT
from zzlib.audit.reading.reading import Reading, ReadSentence, read
from zzlib.audit.reading.roles import Role
from zzlib.data import DataModel, package_toml

_ORDINALS = "一二三四五六七八九十"


class LintRule(DataModel):
    """A pattern and what to say where it is found."""

    id: str
    pattern: str
    message: str


@dataclass(frozen=True)
class Hint:
    """A hint: the rule, the sentence (empty when it is of the whole document), and what to write."""

    rule: str
    sentence: str
    message: str
    place: int = 0


@cache
def rules() -> tuple[LintRule, ...]:
    """Give the rules of `lint.toml`."""
    return tuple(LintRule.model_validate(entry) for entry in package_toml(__package__, "lint.toml")["rule"])


def lint(blocks: list[DocumentBlock]) -> list[Hint]:
    """Give the hints on a document's wording, in its order; those on the whole document last."""
    reading = read(blocks)
    hints = [hint for sentence in reading.sentences for hint in _of_sentence(sentence.original, sentence.paragraph)]
    return [*hints, *_of_ordinals(reading), *_of_bands(reading), *_of_document(reading)]


def _of_sentence(sentence: str, place: int) -> Iterator[Hint]:
    for rule in rules():
        for match in regex(rule.pattern).finditer(regex(r"\s|\d{40,}").sub("", sentence)):
            yield Hint(rule.id, sentence, rule.message.format(match[0]), place)


def _paragraphs(reading: Reading) -> Iterator[tuple[int, str]]:
    for paragraph, sentences in itertools.groupby(reading.sentences, key=lambda sentence: sentence.paragraph):
        yield paragraph, "".join(sentence.text for sentence in sentences)


def _of_ordinals(reading: Reading) -> Iterator[Hint]:
    """Find 一是…二是…四是 within a paragraph."""
    for paragraph, text in _paragraphs(reading):
        said = [_ORDINALS.index(digit) for digit in regex(rf"(?<![{_ORDINALS}第])([{_ORDINALS}])是").findall(text)]
        for before, after in itertools.pairwise(said):
            if after > before + 1 and said[0] == 0:
                missing = "、".join(f"{_ORDINALS[n]}是" for n in range(before + 1, after))
                yield Hint("ordinals", text[:40], f"列举跳号：“{_ORDINALS[before]}是”后面没有“{missing}”", paragraph)


def _of_bands(reading: Reading) -> Iterator[Hint]:
    """Find bands that leave a gap: 80%以上, 25%-79%."""
    for paragraph, text in _paragraphs(reading):
        ranges = regex(r"(\d+)%?[-—–~～至](\d+)%").findall(text)
        lows = {int(low) for low in regex(r"(\d+)%(?:及)?以上").findall(text)} | {int(low) for low, _ in ranges}
        for low, high in ranges:
            if int(high) + 1 in lows:
                said = f"{low}%-{high}% 与 {int(high) + 1}% 以上之间有空当，写“{low}%以上、不足{int(high) + 1}%”"
                yield Hint("band_gap", "", said, paragraph)


def _mixed_decimals(sentence: ReadSentence) -> list[int]:
    """Give the decimals of a sentence's shares where they differ, 0% and 100% aside; growth has customs of its own."""
    shares = [m.quantity for m in sentence.mentions if m.dimension == PERCENT and m.role == Role.SHARE]
    found = [len(q.number.partition(".")[2]) for q in shares if not q.hedge and q.number not in ("0", "100")]
    return found if len(set(found)) > 1 else []


def _of_document(reading: Reading) -> Iterator[Hint]:
    text = "".join(sentence.text for sentence in reading.sentences)
    if "序时进度" in text and "时序进度" in text:
        yield Hint("schedule_words", "", "“序时进度”“时序进度”两种写法并用，统一为一种")
    digits = Counter(itertools.chain.from_iterable(_mixed_decimals(sentence) for sentence in reading.sentences))
    if digits:
        said = "、".join(
            f"{n} 位的 {times} 处" if n else f"不带小数的 {times} 处" for n, times in sorted(digits.items())
        )
        yield Hint("decimals", "", f"同一句里占比、完成率的小数位数不一：{said}，统一为好")
