"""What people write as data, in TOML: read as they save it; what is wrong with it is said in Chinese, with the key."""

import difflib
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from zzlib.files import decoded
from zzlib.files import package_toml as package_toml

Model = TypeVar("Model", bound=BaseModel)


class DataModel(BaseModel):
    """What is read of a file of data: it stays as it was read, and a key that nobody knows is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Pattern = re.Pattern[str]
"""A pattern as a file of data writes it: what is wrong in it is said when the file is read."""


class NotTomlError(ValueError):
    """A file is no TOML; the message says in Chinese where and how to write it."""


def parsed_toml(data: bytes) -> dict[str, Any]:
    """Read a TOML file as people save it, UTF-8 or GB18030.

    Raises:
        NotTomlError: it is none.
    """
    try:
        return tomllib.loads(decoded(data)[0])
    except UnicodeDecodeError as error:
        raise NotTomlError("不是正确的 TOML 文件：文字编码认不出；请用记事本打开，另存为 UTF-8 编码") from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = (
            f"第 {place[1]} 行写得不对" if place else "末尾没有写完" if "end of document" in str(error) else str(error)
        )
        hint = '每行写成 键 = 值，文字用英文引号 " 括起来'
        raise NotTomlError(f"不是正确的 TOML 文件：{line}；{hint}") from error


def model_of(
    data: bytes, model: type[Model], file: str, fault: type[Exception], explain: Callable[[Any, dict[str, Any]], str],
    most: int | None = 1,
) -> Model:  # fmt: skip
    """Read what a county writes in a file of its own into a model.

    Raises:
        fault: it is no TOML, or something in it can't be meant: `explain` says each error of the check, of which so many
            are told, by what is written.
    """
    try:
        return model.model_validate(written := parsed_toml(data))
    except NotTomlError as error:
        raise fault(f"{file} {error}") from error
    except ValidationError as error:
        raise fault(
            f"{file} " + "；".join(explain(one, written) for one in told_errors(error, written)[:most])
        ) from error


_WAY = re.compile(r"[a-z-]+\[.*\]|str|bool|int|float|date")
"""What a check puts behind a key whose value may be written in several ways, for each of them."""


def told_errors(error: ValidationError, written: Mapping[str, Any]) -> list[Any]:
    """Give the errors of a check at the keys that a person has written; of several ways to write a value, those of the one that comes nearest."""
    told, by_value = [], defaultdict[tuple[Any, ...], list[Any]](list)
    for one in error.errors():
        keys: list[Any] = []
        held: Any = written
        value: tuple[Any, ...] | None = None
        for part in one["loc"]:
            at = held if isinstance(held, Mapping) else range(len(held)) if isinstance(held, list) else ()
            if part in at:
                held = held[part]
            elif value is None and _WAY.fullmatch(str(part)):
                value = tuple(keys)
                continue
            keys.append(part)
        own = {**one, "loc": tuple(keys)}
        if value is None:
            told.append(own)
        else:
            by_value[value].append(own)
    return [*told, *(one for errors in by_value.values() for one in _of_nearest(errors))]


def _of_nearest(errors: list[Any]) -> list[Any]:
    """Give the errors inside a value, where there are such; of one that is a word those that say which words there are, else how it is written."""
    inside = max(len(one["loc"]) for one in errors)
    errors = [one for one in errors if len(one["loc"]) == inside]
    of_words = [one for one in errors if one["type"] == "literal_error"]
    others = [one for one in errors if one not in of_words]
    choices = any(re.search(r"'[^']+'", one["ctx"]["expected"]) for one in of_words)
    return (of_words if choices and isinstance(errors[0]["input"], str) else others) or errors


def nearest(word: str, known: Mapping[str, str], most: int = 5, cutoff: float = 0.4) -> list[str]:
    """Give what is called most like a word, the nearest first, each once; what is called by a longer name with the word in it comes before others."""
    close = difflib.get_close_matches(word, known, n=len(known) or 1, cutoff=cutoff)
    within = [name for name in difflib.get_close_matches(word, known, n=len(known) or 1, cutoff=0.0) if word in name]
    return list(dict.fromkeys(known[name] for name in (*within, *close)))[:most]


def nearest_key(key: str, known: Iterable[str]) -> str:
    """Say which of the known keys an unknown one is nearest to, and which there are."""
    known = list(known)
    nearest = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
    return f"最接近的是 {nearest[0]}（可用的有：{'、'.join(known)}）"


def wrong_value(error: Any) -> str:
    """Say what is wrong with a value, of an error of a model's check."""
    context = error.get("ctx", {})
    if error["type"] == "literal_error":
        return f"只能是 {_choices(context['expected'])}"
    date = "应是日期，写成 2013-06-05 的样子"
    wordings = {
        "finite_number": "应是普通的数",
        "int_type": "应是整数",
        "int_parsing": "应是整数，不加引号",
        "int_from_float": "应是整数",
        "float_type": "应是数",
        "float_parsing": "应是数，不加引号",
        **dict.fromkeys(
            ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), date
        ),
        "bool_parsing": "应是 true 或 false",
        "bool_type": "应是 true 或 false",
        "string_type": "应是加引号的文字",
        "greater_than": "应大于 {gt}",
        "greater_than_equal": "不应小于 {ge}",
        "less_than_equal": "不应大于 {le}",
        "string_pattern_mismatch": "应写成 {shape} 的样子",
        "too_short": "应有 {min_length} 项",
        "too_long": "应有 {max_length} 项",
        "missing": "没有写",
        "tuple_type": "应是方括号里的一列",
        "list_type": "应是方括号里的一列",
        "dict_type": "应是一组 键 = 值",
        "model_type": "应是一组 键 = 值",
        "value_error": "{error}",
    }
    percent = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*[%％]\s*", str(error.get("input", "")))
    hint = f"；{percent[0].strip()} 写 {float(Decimal(percent[1]) / 100)}" if percent else ""
    shape = {r"^\d+(\.\d+)? ?[KMGT]B$": "4GB"}.get(context.get("pattern", ""), context.get("pattern", ""))
    return str(wordings.get(error["type"], "写法不对")).format(**context | {"shape": shape}) + hint


_CHOICES = {
    "month": "按月", "quarter": "按季", "carry_forward": "用上一次的数代替", "exclude": "不计", "received": "到位资金",
    "awarded": "争取资金", "new": "新增的", "total": "全部", "monthly": "月通报", "half_year": "半年小结", "year": "全年总结",
    "unfiled": "未报的", "zero": "到位为零的", "behind": "落后和其他有问题的", "money": "金额", "number": "数量",
    "text": "文字", "date": "日期", "year_to_date": "年初以来累计", "since_start": "开工以来累计", "line": "资金行的",
    "project": "项目的", "county": "全县", "unit": "各单位", "kind": "项目类型", "category": "资金类别", "group": "单位类别",
    "field": "投资方向", "funding": "资金", "projects": "项目",
}  # fmt: skip
"""What people call the values of settings and overlays that are one of a few."""


def _choices(expected: str) -> str:
    """Give the choices that an error of a model's check lists (`'received' or 'awarded'`), each with what people call it."""
    named = (
        f"{value}（{_CHOICES[value]}）" if value in _CHOICES else value for value in re.findall(r"'([^']*)'", expected)
    )
    return "、".join(value or '""（空着）' for value in named)
