"""What the faults befall: a county whose January is out and was corrected since, and every command that writes."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from tests.net.driver import command
from tests.publication.conftest import PERIOD, PROJECT, ROWS
from tests.small_county import SmallCounty
from zzlib.files import digest_of

NEXT = "2013-02"
HOME, DESK = "县", "桌面"
CORRECT = ("correct", PERIOD, "水利局", PROJECT, "到位资金", "260万", "--by", "责任人甲", "--why", "电话核实")
_ANYWAY = ("--despite", "--why", "核过")
_SIGN = ("--by", "责任人乙", "--on", "2013-02-04")
_ASIDE = ("/data/ledger/", "/outputs/.locks/", "/outputs/.log/", "/outputs/.cache/")


@dataclass(frozen=True)
class Act:
    """A command that writes; `words` may name `{desk}`, a folder beside the county.

    `fixed` tells that what it writes is the same whenever it is written (registers and decisions have a line more when they are told again). `again` are the codes with which it may answer
    when it is typed again after it was done. `before` names the county that it needs.
    """

    name: str
    words: tuple[str, ...]
    fixed: bool = True
    again: tuple[int, ...] = (0,)
    before: str = "corrected"


ACTS = (
    Act("receive", ("receive", "{desk}/水利局补报.xlsx", "--period", PERIOD, "--at", "2013-02-20 09:00"), fixed=False, before="begun"),
    Act("correct", ("correct", PERIOD, "城关镇", "环境整治", *CORRECT[4:]), fixed=False, again=(0, 2, 3), before="begun"),
    Act("undo", ("decide", PERIOD, "--undo", "{made}", "--by", "责任人甲", "--why", "听错了"), again=(0, 2, 3)),
    Act("draft", ("draft", NEXT), before="begun"),
    Act("review", ("draft", PERIOD, "--state", "已审", *_SIGN), fixed=False),
    Act("forms", ("forms", NEXT), before="begun"),
    Act("receipts", ("receipts", NEXT)),
    Act("difference", ("diff", PERIOD, "--xlsx", "{desk}/不同.xlsx", "--notice", "{desk}/更正.docx"), again=(0, 2)),
    Act("page", ("explain", "funds_received", PERIOD, "--page")),
    Act("restore", ("restore", PERIOD, "1", "--to", "{desk}/取回"), again=(0, 2)),
    Act("backup", ("backup", "{desk}/备份.zip"), fixed=False, again=(0, 2)),
    Act("restore-workspace", ("restore-workspace", "{desk}/旧备份.zip", "{desk}/新县"), again=(0, 2)),
    Act("year", ("year", "2014"), fixed=False),
    Act("issue", ("issue", PERIOD, "--by", "责任人甲", "--despite", "--why", "已核"), fixed=False, again=(0, 3), before="signed"),
    Act("run", ("run", NEXT), fixed=False),
)  # fmt: skip


def make(folder: Path, name: str) -> Path:
    """Make a county in a folder, with a desk beside it: `begun`, `signed` (its January ready to be issued), `corrected` (since it was)."""
    place = folder / name
    if place.exists():
        return place
    if name == "begun":
        _begin(place)
    elif name == "signed":
        shutil.copytree(make(folder, "begun"), place)
        for words in (
            ("draft", PERIOD),
            ("draft", PERIOD, "--state", "已审", *_SIGN),
            ("draft", PERIOD, "--state", "已签", "--by", "责任人丙", "--on", "2013-02-05", *_ANYWAY),
            ("run", PERIOD),
        ):
            _done(place, *words)
    else:
        shutil.copytree(make(folder, "signed"), place)
        _done(place, "issue", PERIOD, "--by", "责任人甲", *_ANYWAY)
        _done(place, *CORRECT)
        _done(place, "backup", str(place / DESK / "旧备份.zip"))
    return place


def _begin(place: Path) -> None:
    county = SmallCounty(place / HOME)
    for unit, row in ROWS.items():
        county.file_return(PERIOD, unit, [row])
        county.file_return(NEXT, unit, [[*row[:6], row[6] + 10, *row[7:]]])
    (place / DESK).mkdir()
    book = openpyxl.load_workbook(county.root / "data" / "returns" / PERIOD / "水利局.xlsx")
    book.active["I4"] = 280
    book.save(place / DESK / "水利局补报.xlsx")


def _done(place: Path, *words: str) -> str:
    """Type a command that nothing befalls, in this process; gives what it said."""
    took = command([*words, "--root", str(place / HOME)])
    assert took["code"] == 0, took
    return str(took["out"])


def typed(act: Act, place: Path) -> list[str]:
    """Give the words of a command as they are typed for the county in a folder."""
    made = ""
    if "{made}" in act.words:
        said = _done(place, "decide", PERIOD, "--made", "--json")
        made = json.loads(said[said.index("{") :])["decisions"][0]["id"]
    words = [word.replace("{desk}", str(place / DESK)).replace("{made}", made) for word in act.words]
    return words if act.name == "restore-workspace" else [*words, "--root", str(place / HOME)]


def received(place: Path) -> str:
    """Give what is received by January, as printed."""
    said = _done(place, "figures", PERIOD, "--json")
    figures = json.loads(said[said.index("{") :])["figures"]
    return {row["figure"]: str(row["text"]) for row in figures}["funds_received"]


def contents(place: Path) -> dict[str, str]:
    """Give the SHA-256 of what people keep below a folder; locks, logs and what can be made anew aside."""
    files = [path for path in place.rglob("*") if path.is_file() and not path.name.endswith(".lock")]
    kept = [path for path in files if not any(part in f"{path.as_posix()}" for part in _ASIDE)]
    return {path.relative_to(place).as_posix(): digest_of(path.read_bytes()) for path in kept}


def assert_in_order(place: Path) -> None:
    """What the office holds can be read: every version is whole, and the state of months can be told."""
    for words in (("verify",), ("status",), ("decide", PERIOD, "--made")):
        _done(place, *words)
