"""A copy of the package in which every sentence is worded otherwise: what works there reads nothing out of prose."""

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import zzlib

PACKAGE = Path(zzlib.__file__).parent
WORDED = ("issues/*.toml", "findings/*.toml", "writing/wording.toml", "explore/wording.toml", "exchange/receipt.toml")
"""The files of wording: messages, advice, titles, sentences, what receipts say."""

_OTHERWISE = str.maketrans("“”；，：（）", "『』，；—〈〉")
"""Marks by which prose could be cut up, and what stands for them."""


def reworded_package(folder: Path) -> Path:
    """Write the copy into a folder that then comes first on the path; give that folder."""
    shutil.copytree(PACKAGE, folder / "zzlib")
    for pattern in WORDED:
        for file in (folder / "zzlib").glob(pattern):
            file.write_text(_toml(_otherwise(tomllib.loads(file.read_text(encoding="utf-8")))), encoding="utf-8")
    return folder


def _otherwise(value: Any) -> Any:
    """Reword every Chinese text; ids, conditions and names of settings stay."""
    if isinstance(value, dict):
        return {key: _otherwise(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_otherwise(one) for one in value]
    if not isinstance(value, str) or value.isascii():
        return value
    return f"〔前缀〕{value.translate(_OTHERWISE)}〔后缀〕"


def _toml(table: dict[str, Any]) -> str:
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in table.items())


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)
