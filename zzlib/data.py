"""What people write as data, in TOML: read as they save it; what is wrong with it is said in Chinese, with the key."""

import difflib
import re
import tomllib
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict

from zzlib.files import decoded, package_file


class DataModel(BaseModel):
    """What is read of a file of data: it stays as it was read, and a key that nobody knows is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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


def package_toml(package: str, name: str) -> dict[str, Any]:
    """Read a TOML file that comes with a package of the program."""
    return tomllib.loads(package_file(package, name).decode())


def nearest_key(key: str, known: Iterable[str]) -> str:
    """Say which of the known keys an unknown one is nearest to, and which there are."""
    known = list(known)
    nearest = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
    return f"最接近的是 {nearest[0]}（可用的有：{'、'.join(known)}）"


def wrong_value(error: Any) -> str:
    """Say what is wrong with a value, of an error of a model's check."""
    context = error.get("ctx", {})
    wordings = {
        "finite_number": "应是普通的数",
        "literal_error": "只能是 {expected}",
        "int_type": "应是整数",
        "int_parsing": "应是整数",
        "float_type": "应是数",
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
    shape = {r"^\d+(\.\d+)? ?[KMGT]B$": "4GB"}.get(context.get("pattern", ""), context.get("pattern", ""))
    return str(wordings.get(error["type"], error["msg"])).format(**context | {"shape": shape})
