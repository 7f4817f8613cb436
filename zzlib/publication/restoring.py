"""Giving back a month as it was issued: its documents, on request with all that they were made of."""

from pathlib import Path

from zzlib import stopping
from zzlib.files import add_file, digest_of, unused
from zzlib.ledger.issue_log import ARTEFACTS, VERSIONS
from zzlib.publication.faults import PublicationError
from zzlib.publication.kept import OBJECTS, KeptVersion

RESTORED = "恢复"


class OccupiedError(PublicationError, ValueError):
    """There are files of these names already; the message names them."""

    wrong_use = True


def restore(kept: KeptVersion, to: Path | None = None, *, with_inputs: bool = False) -> Path:
    """Write a version's artefacts into a folder (by default a new one, `outputs/恢复/2013-05-1`); give the folder.

    `with_inputs` writes a workspace instead: the inputs under `data/`, the artefacts in `outputs/<period>`.

    Raises:
        OccupiedError: files of these names are there; nothing was written.
        PublicationError: a kept file is not as it was issued; nothing was written.
        OSError: they can't be written.
    """
    record = kept.record
    target = to or unused(kept.outputs / RESTORED / f"{record.period}-{record.version}")
    place = f"outputs/{record.period}/" if with_inputs else ""
    files = {f"{place}{name}": (kept.folder / ARTEFACTS / name, digest) for name, digest in record.artefacts.items()}
    if with_inputs:
        files |= {path: (kept.outputs / VERSIONS / OBJECTS / digest, digest) for path, digest in kept.inputs().items()}
    if target.exists() and not target.is_dir():
        raise OccupiedError(f"{target} 是一个文件，请写文件夹")
    if there := [name for name in files if (target / name).exists()]:
        raise OccupiedError(
            f"{target} 里已有 {'、'.join(there[:3])}{f' 等 {len(there)} 个文件' if len(there) > 3 else ''}，"
            "没有写任何文件；请换一个空文件夹（--to）"
        )
    contents = {name: _whole(path, digest) for name, (path, digest) in files.items()}
    stopping.too_late()
    for name, data in contents.items():
        add_file(target / name, data)
    return target


def _whole(path: Path, digest: str) -> bytes:
    """Read a kept file.

    Raises:
        PublicationError: it is not as it was issued.
    """
    data = path.read_bytes() if path.is_file() else b""
    if digest_of(data) != digest:
        raise PublicationError(f"{path} 不是印发时的内容，没有恢复；请用 zz verify 查看，从备份换回")
    return data
