"""Hostile names, files that are broken, reference files that are broken: nothing silent, and never a wrong figure."""

import io
import json
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.counties import HOME
from tests.net.driver import command
from tests.publication.conftest import PERIOD
from tests.sampling import EVERY, sampled

County = Callable[[str], Path]
RETURNS, REFERENCE = f"{HOME}/data/returns/{PERIOD}", f"{HOME}/data/reference"
WHOLE, WITHOUT = "530万元", "至少330万元"
"""What is received with the return of 水利局, and while it can't be read."""
NAMES = [
    "-rf.xlsx", "=cmd.xlsx", "%s{0}{x}.xlsx", "a'b\".xlsx", "con.xlsx", "nul .xlsx", "水利局..xlsx", "...xlsx", "换\n行.xlsx",
    "制\t表.xlsx", "表\x07.xlsx", "空 格 .xlsx", "😀.xlsx", "\u202e表.xlsx", "零\u200b宽.xlsx", "e\u0301.xlsx", "\\a\\b.xlsx",
    "c:表.xlsx", "*?.xlsx", "<b>&amp;.xlsx", "[[表]].xlsx", "#!.xlsx", "$(rm).xlsx", "`ls`.xlsx", ";|.xlsx", "水利局.XLSX", "水利局.xlsx.xlsx",
    "received.csv.xlsx", "manifest.json.xlsx", "2013-02.xlsx", "２０１３年１月.xlsx", "长" * 80 + ".xlsx", "0.xlsx", "None.xlsx",
    "发改委 城关镇.xlsx", "\ufeff.xlsx", "\udcff\udcfe.xlsx", "utf8\u2028.xlsx", "更正.xlsx", "合计.xlsx",
]  # fmt: skip


def said(place: Path, *words: str) -> tuple[int, dict]:
    took = command([*words, "--json", "--root", str(place / HOME)])
    code, told = int(took["code"]), took["out"] + took["err"]
    assert code in (0, 1, 2, 3) and "Traceback" not in told, told
    if code > 1:
        assert any("\u4e00" <= character <= "\u9fff" for character in told), told
        return code, {"said": told}
    return code, json.loads(took["out"])


def received(place: Path) -> str:
    code, told = said(place, "figures", PERIOD)
    return {row["figure"]: row["text"] for row in told["figures"]}["funds_received"] if code == 0 else ""


@pytest.mark.parametrize("name", NAMES if EVERY else NAMES[:: len(NAMES) // 4])
def test_a_return_under_any_name_counts_or_is_told(name: str, county: County) -> None:
    place = county("begun")
    folder = place / RETURNS
    try:
        (folder / "水利局.xlsx").rename(folder / name)
    except OSError:
        pytest.skip("the disk takes no such name")
    _, told = said(place, "check", PERIOD)
    assert received(place) == WHOLE or any(issue["level"] == "error" for issue in told["issues"])


def broken(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Give a workbook broken in many ways."""
    yield from ((f"cut at {share}%", data[: len(data) * share // 100]) for share in (0, 1, 10, 50, 90, 99))
    for kind, head in {
        "picture": b"\xff\xd8\xff\xe0",
        "pdf": b"%PDF-1.4",
        "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "nul": b"\0" * 9,
    }.items():
        yield kind, head + data[len(head) :] if kind != "nul" else head * 200
    yield "text", "水利局 到位 200".encode()
    yield "page", b"<html><table><tr><td>1</td></tr></table></html>"
    yield "empty archive", _zip({})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        yield f"without {name}", _zip({other: held for other, held in parts.items() if other != name})
        yield f"cut {name}", _zip(parts | {name: parts[name][: len(parts[name]) // 2]})
    sheet = next(name for name in parts if "sheet1" in name)
    yield "entities", _zip(parts | {sheet: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'})
    yield "far cell", _zip(parts | {sheet: parts[sheet].replace(b'r="I4"', b'r="XFD1048576"')})
    yield "climbing", _zip(parts | {"../../../zz.txt": b"x"})
    random.seed(5)
    for number in range(20):
        place = random.randrange(len(data))
        yield f"byte {number}", data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    return buffer.getvalue()


@pytest.mark.slow
def test_a_broken_return_is_told_and_gives_no_wrong_figure(county: County) -> None:
    place = county("begun")
    path = place / RETURNS / "水利局.xlsx"
    kinds = list(broken(path.read_bytes()))
    wrong = {}
    for number in sampled(len(kinds), len(kinds) if EVERY else 6):
        name, data = kinds[number - 1]
        path.write_bytes(data)
        _, told = said(place, "check", PERIOD)
        text = received(place)
        errors = [
            issue for issue in told["issues"] if issue["level"] == "error" and issue["file"].endswith("水利局.xlsx")
        ]
        if text != WHOLE and not (text in (WITHOUT, "330万元") and errors):
            wrong[name] = (text, errors)
    assert wrong == {}


def broken_tables(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Give a reference file broken in many ways."""
    text = data.decode("utf-8-sig")
    head, *rows = text.splitlines()
    columns = head.split(",")
    yield "empty", b""
    yield "binary", os.urandom(400)
    yield "nul", data.replace(b",", b",\0")
    yield "no head", "\n".join(rows).encode()
    yield "head alone", head.encode()
    yield "open quote", (head + '\n"' + "\n".join(rows)).encode()
    yield "two heads", "\n".join([head, head, *rows]).encode()
    yield "utf-16", text.encode("utf-16")
    yield "semicolons", text.replace(",", ";").encode()
    yield "twice", "\n".join([head, *rows, *rows]).encode()
    yield "page", b"<html></html>"
    yield "workbook", b"PK\x03\x04" + data
    for number in range(len(columns)):
        without = [
            "\n".join(",".join(c for n, c in enumerate(line.split(",")) if n != number) for line in (head, *rows))
        ]
        yield f"without {columns[number]}", without[0].encode()
        odd = [",".join("１e999 元" if n == number else c for n, c in enumerate(line.split(","))) for line in rows]
        yield f"odd {columns[number]}", "\n".join([head, *odd]).encode()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["units", "targets"])
def test_a_broken_reference_file_is_told(name: str, county: County) -> None:
    place = county("begun")
    path = place / REFERENCE / f"{name}.csv"
    before, kinds = received(place), list(broken_tables(path.read_bytes()))
    silent = {}
    for number in sampled(len(kinds), len(kinds) if EVERY else 5):
        kind, data = kinds[number - 1]
        path.write_bytes(data)
        code, told = said(place, "check", PERIOD)
        named = told["said"] if code > 1 else [i for i in told["issues"] if name in i["file"] or name in i["message"]]
        if not named and received(place) != before:
            silent[kind] = received(place)
    assert silent == {}
