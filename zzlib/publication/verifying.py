"""Proving what was issued: the log's chain, every byte that is kept, and the figures computed anew from the kept inputs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zzlib.files import digest_of
from zzlib.indicators.stated import FILE as FIGURES
from zzlib.indicators.stated import changed, computed_figures, read_figures
from zzlib.ledger.issue_log import ARTEFACTS, LOG, SEAL, VERSIONS, LoggedLine, broken_links, read_log
from zzlib.program import code_digest
from zzlib.publication.kept import INPUTS, OBJECTS, PROGRAM, KeptVersion, entries_of
from zzlib.runs.manifest import versions
from zzlib.runs.publish import is_dropping
from zzlib.told import ToldError
from zzlib.workspace import Workspace

_MOST_NAMED = 5


@dataclass(frozen=True)
class VerifiedVersion:
    """A version that was looked at: `problems` are sentences, none where it is whole; `remarks` are worth knowing."""

    period: str
    n: int
    problems: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


@dataclass(frozen=True)
class Verified:
    """What was found of the versions looked at, and of log and folders as a whole."""

    versions: tuple[VerifiedVersion, ...]
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.problems and all(version.ok for version in self.versions)


def verify(workspace: Workspace, period: str = "", version: int | None = None) -> Verified:
    """Look at what was issued: all of it, of a period, or one version; the log's chain always as a whole."""
    outputs = workspace.outputs_dir
    lines = read_log(outputs)
    links = broken_links(outputs, lines)
    found = [_looked_at(kept, links) for kept in _logged(outputs, lines) if _is_meant(kept, period, version)]
    found += [
        VerifiedVersion(
            own, n, (f"{_shown(outputs, folder)} 在 {LOG} 里没有：记录少了一行、被改动过，或文件夹是另外放进的",)
        )
        for folder, own, n in _unlogged(outputs, lines)
        if period in ("", own) and version in (None, n)
    ]
    problems = [said for own, said in links if not own or all(own != one.period for one in found)]
    return Verified(tuple(found), tuple(dict.fromkeys([*problems, *_strangers(outputs, lines)])))


def _is_meant(kept: KeptVersion, period: str, version: int | None) -> bool:
    return period in ("", kept.record.period) and version in (None, kept.record.version)


def _logged(outputs: Path, lines: list[LoggedLine]) -> list[KeptVersion]:
    return [KeptVersion(outputs, line.record) for line in lines if line.record]


def _looked_at(kept: KeptVersion, links: list[tuple[str, str]]) -> VerifiedVersion:
    problems = [said for period, said in links if period == kept.record.period]
    problems += bytes_problems(kept)
    remarks: list[str] = []
    if _can_be_made(kept):
        wrong, remarks = _recomputed(kept)
        problems += wrong
    return VerifiedVersion(kept.record.period, kept.record.version, tuple(problems), tuple(remarks))


def _can_be_made(kept: KeptVersion) -> bool:
    """Tell whether figures can be held against what they were made of: that is whole, whatever else is not."""
    made_of = {INPUTS: kept.record.inputs_sha256, PROGRAM: kept.record.program.rpartition("+")[2]}
    faults = [
        said for name, digest in made_of.items() for said in _file_problem(kept.outputs, kept.folder / name, digest)
    ]
    return not faults and not any(_object_problems(kept)) and (kept.folder / ARTEFACTS / FIGURES).is_file()


def bytes_problems(kept: KeptVersion) -> Iterator[str]:
    """Say each file of a version that is not the one recorded, is missing, or is there besides."""
    record, folder = kept.record, kept.folder
    if not folder.is_dir():
        yield f"{_shown(kept.outputs, folder)} 不见了，或 {LOG} 第 {record.n} 行被改动过"
        return
    expected = {
        **{f"{ARTEFACTS}/{name}": digest for name, digest in record.artefacts.items()},
        INPUTS: record.inputs_sha256,
        PROGRAM: record.program.rpartition("+")[2],
    }
    for name, digest in expected.items():
        yield from _file_problem(kept.outputs, folder / name, digest)
    seal = folder / SEAL
    if not seal.is_file() or seal.read_bytes() != record.line():
        yield f"{_shown(kept.outputs, seal)} 与 {LOG} 第 {record.n} 行不一致：其中一处被改动过"
    for path in sorted(folder.rglob("*")):
        own = path.relative_to(folder)
        if not path.is_dir() and own.as_posix() not in (*expected, SEAL) and not is_dropping(own):
            yield f"{_shown(kept.outputs, path)} 是另外放进的"
    yield from _object_problems(kept)


def _object_problems(kept: KeptVersion) -> Iterator[str]:
    try:
        inputs = kept.inputs()
    except (OSError, ValueError):
        return  # said already: it is not the one recorded
    for path, digest in inputs.items():
        stored = kept.outputs / VERSIONS / OBJECTS / digest
        yield from (f"{said}（{path}）" for said in _file_problem(kept.outputs, stored, digest))


def _file_problem(outputs: Path, path: Path, digest: str) -> Iterator[str]:
    if path.is_symlink() or not path.is_file():
        yield f"{_shown(outputs, path)} 不见了"
        return
    try:
        if digest_of(path.read_bytes()) != digest:
            yield f"{_shown(outputs, path)} 被改动过，不是印发时的内容"
    except OSError as error:
        yield f"{_shown(outputs, path)} 读不出（{error.strerror}）"


def _recomputed(kept: KeptVersion) -> tuple[list[str], list[str]]:
    """Compute the figures anew: (problems, remarks). Another program may give others: that is said, and is no fault."""
    program = kept.program()
    same = program["code_sha256"] == code_digest() and program["versions"] == versions()
    try:
        with kept.workspace() as workspace:
            other = changed(read_figures(kept.folder / ARTEFACTS), computed_figures(workspace, kept.record.period))
    except (ToldError, ValueError, KeyError) as error:
        said = f"由保存的报表、参考文件和设置重算不了：{error}"
        return ([said], []) if same else ([], [f"{said}；印发时的程序是 {_called(program['versions'])}"])
    if not other:
        return [], []
    named = "、".join(f"{one.figure}（{one.scope}）" for one in other[:_MOST_NAMED])
    said = f"重算的数有 {len(other)} 个与保存的 figures.csv 不同：{named}{'等' if len(other) > _MOST_NAMED else ''}"
    return ([said], []) if same else ([], [f"{said}；保存的是 {_called(program['versions'])} 算的，本机程序与它不同"])


def _called(made_with: dict[str, str]) -> str:
    return f"程序 {made_with['zzlib']}（Python {made_with['python']}，pandas {made_with['pandas']}）"


def _unlogged(outputs: Path, lines: list[LoggedLine]) -> Iterator[tuple[Path, str, int]]:
    """Give the folders of versions that no line of the log knows."""
    known = {(line.record.period, line.record.version) for line in lines if line.record}
    for folder in sorted((outputs / VERSIONS).glob("*/*")):
        period, name = folder.parent.name, folder.name
        if period != OBJECTS and folder.is_dir() and name.isdecimal() and (period, int(name)) not in known:
            yield folder, period, int(name)


def _strangers(outputs: Path, lines: list[LoggedLine]) -> Iterator[str]:
    """Say what lies under `版本` that belongs to no version: files beside the folders, inputs that nothing refers to."""
    root = outputs / VERSIONS
    used = {digest for kept in _logged(outputs, lines) for digest in _inputs_of(kept)}
    used |= {digest for folder, _, _ in _unlogged(outputs, lines) for digest in _inputs_in(folder)}
    for path in sorted(root.glob("*")):
        if not path.is_dir() and not is_dropping(path.relative_to(root)):
            yield f"{_shown(outputs, path)} 是另外放进的"
    for path in sorted(root.glob("*/*")):
        name = path.relative_to(root)
        belongs = path.name in used if name.parts[0] == OBJECTS else path.is_dir() and path.name.isdecimal()
        if not belongs and not is_dropping(name):
            yield f"{_shown(outputs, path)} 是另外放进的"


def _inputs_of(kept: KeptVersion) -> set[str]:
    return _inputs_in(kept.folder)


def _inputs_in(folder: Path) -> set[str]:
    try:
        return set(entries_of((folder / INPUTS).read_bytes()).values())
    except (OSError, ValueError):
        return set()


def _shown(outputs: Path, path: Path) -> str:
    return path.relative_to(outputs.parent).as_posix()
