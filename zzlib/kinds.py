"""Kinds of projects (项目类型) as a county names them (`[kinds]` of the settings), and which of them are won by application.

Figures tell two ways of giving apart: what is won by application (`COMPETITIVE`) and the rest (`FORMULA`). In a county that
names no kinds of its own each way is one kind; where a way holds several, each kind stands by itself as `kind:<id>`.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from pydantic import Field, ValidationInfo, field_validator

from zzlib.data import DataModel
from zzlib.vocabulary import Kind, Origin, SourceLevel, Stage, Term

FORMULA, COMPETITIVE = Kind.FORMULA.value, Kind.COMPETITIVE.value
OTHERS: tuple[type[Term], ...] = (Origin, Stage, SourceLevel)
"""The enumerations of the return besides the kind: their words mean something else."""

_TAKEN = {"kind", "unreadable", Kind.UNSTATED.value, *(value for terms in OTHERS for value in terms.labels())}
_TAKEN_NAMES = {Kind.UNSTATED.label, *(name for terms in OTHERS for name in terms.labels().values())}
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_NAME = re.compile(r"\w{2,12}")
_ENDING = re.compile("(?<=..)[型类性化]$")
_EXAMPLE = '如 names = { formula = "政策型", competitive = "竞争型", bond = "债券型" }'


class Kinds(DataModel):
    """The kinds in the office's order: id -> name, and the ids of those that are won by application."""

    names: tuple[tuple[str, str], ...] = ((FORMULA, Kind.FORMULA.label), (COMPETITIVE, Kind.COMPETITIVE.label))
    by_application: tuple[str, ...] = Field(default=(COMPETITIVE,), validate_default=True)

    @field_validator("names", mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        """Take a table id = name; its order is the order everywhere."""
        names = given if isinstance(given, dict) else dict(given) if isinstance(given, tuple) else None
        if not names or not all(isinstance(name, str) for name in names.values()):
            raise ValueError(f"至少写一种，每种写成 代号 = 名称，{_EXAMPLE}")
        for kind, name in names.items():
            if not _ID.fullmatch(kind) or kind in _TAKEN:
                why = (
                    "这个词另有用处，请换一个"
                    if kind in _TAKEN
                    else "代号用英文字母、数字和下划线，字母开头，中间不空格"
                )
                raise ValueError(f"代号“{kind}”不能用：{why}")
            if not _NAME.fullmatch(name) or name in _TAKEN_NAMES:
                why = (
                    "这个词在表上另有所指，请换一个"
                    if name in _TAKEN_NAMES
                    else "名称写 2 到 12 个字，中间没有空格和标点"
                )
                raise ValueError(f"名称“{name}”不能用：{why}")
        stems: dict[str, str] = {}
        for name in names.values():
            if (like := stems.setdefault(_stem(name), name)) is not name:
                why = f"名称“{name}”写了两次" if like == name else f"名称“{like}”和“{name}”分不清"
                raise ValueError(f"{why}，一种类型只写一次")
        return tuple(names.items())

    @field_validator("by_application")
    @classmethod
    def _known(cls, given: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        """Take ids of `names`, in its order."""
        names = dict(info.data.get("names", ()))
        if not names:
            return given
        known = "、".join(f"{kind}（{name}）" for kind, name in names.items())
        if unknown := [kind for kind in given if kind not in names]:
            raise ValueError(
                f"“{unknown[0]}”不是 kinds.names 里的代号；请写要申报争取的那几种的代号，可用的有：{known}"
            )
        if not given:
            raise ValueError(f"至少写一种要申报争取的，可用的有：{known}")
        return tuple(kind for kind in names if kind in given)

    @cached_property
    def labels(self) -> dict[str, str]:
        """What people call each value, in order, the one that states none last."""
        return {**dict(self.names), Kind.UNSTATED.value: Kind.UNSTATED.label}

    @property
    def ids(self) -> tuple[str, ...]:
        """The kinds in order, without the one that states none."""
        return tuple(kind for kind, _ in self.names)

    @property
    def ways(self) -> dict[str, tuple[str, ...]]:
        """The kinds of each way of giving."""
        others = tuple(kind for kind in self.ids if kind not in self.by_application)
        return {FORMULA: others, COMPETITIVE: self.by_application}

    @property
    def each_is_a_way(self) -> bool:
        """Whether no way of giving holds several kinds: then the figures of the ways tell all."""
        return all(len(kinds) < 2 for kinds in self.ways.values())

    @property
    def listed(self) -> str:
        """What people call all kinds: 政策型、竞争型与债券型."""
        *first, last = (name for _, name in self.names)
        return "与".join(filter(None, ("、".join(first), last)))

    @property
    def others_by_formula(self) -> bool:
        """Whether what is not won by application is given by formula, and nothing else."""
        return self.ways[FORMULA] == (FORMULA,)

    def way_of(self, kind: str) -> str:
        """Give the way of giving that is this kind alone, `""` if it shares its way with others or is none."""
        return next((way for way, kinds in self.ways.items() if kinds == (kind,)), "")

    def spellings(self, known: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
        """Give how people may write each kind: its name, with 型, 类 or neither, and the words that are `known` by id.

        A known word that is like a name (竞争性 where there is a 竞争型) is that kind's, whatever its id.
        """
        stems = {_stem(name): kind for kind, name in self.names}
        found = {}
        for kind, name in self.labels.items():
            stem = _stem(name) if kind != Kind.UNSTATED and name.endswith(("型", "类")) else ""
            forms = (stem, f"{stem}型", f"{stem}类") if stem else ()
            others = (w for own, words in known.items() for w in words if stems.get(_stem(w), own) == kind)
            found[kind] = tuple(dict.fromkeys((name, *forms, *others)))
        return found

    def way_names(self) -> dict[str, str]:
        """Give how texts call each way of giving: by the names of its kinds."""
        return {way: "、".join(self.labels[kind] for kind in kinds) or "其他" for way, kinds in self.ways.items()}

    def words(self) -> dict[str, str]:
        """Give what texts call the kinds: `applied_kinds` those won by application, `other_kinds` the rest, `kinds` all."""
        names = self.way_names()
        return {"applied_kinds": names[COMPETITIVE], "other_kinds": names[FORMULA], "kinds": self.listed}

    def said(self, text: str) -> str:
        """Fill `words` into a text."""
        for name, word in self.words().items():
            text = text.replace(f"{{{name}}}", word)
        return text


def _stem(word: str) -> str:
    return _ENDING.sub("", word)


DEFAULT_KINDS = Kinds()
"""The kinds of a county that names none of its own."""
