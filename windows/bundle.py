"""Build a folder that installs on a 64-bit Windows without internet: `python windows/bundle.py dist/zzlib-windows`.

It holds the wheels of the lock for Windows (downloaded with their hashes checked), the project's committed files, batch
files to install and to start, and with `--python-package` Python itself. Needs a network while it is built, none where it is used.
"""

import argparse
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
_ENTRY = re.compile(r"^(?P<requirement>[^\s#].*?)\s*\\\n(?P<hashes>(?:    --hash=\S+(?: \\)?\n)+)", re.MULTILINE)


def windows_environment(python: str) -> dict[str, str]:
    """Give the values that markers are judged by on a 64-bit Windows with a Python such as 3.11."""
    here = {key: str(value) for key, value in default_environment().items()}
    return here | {
        "os_name": "nt",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }


def lock_for(lock: str, environment: dict[str, str]) -> str:
    """Give the entries of a hashed requirements file that hold in an environment, without their markers.

    pip judges markers by the machine that it runs on, so a lock for another one has to be settled beforehand.
    """
    entries = []
    for match in _ENTRY.finditer(lock):
        requirement = Requirement(match["requirement"])
        if requirement.marker is None or requirement.marker.evaluate(environment):
            requirement.marker = None
            entries.append(f"{requirement} \\\n{match['hashes']}")
    return "".join(entries)


def download(requirements: Path, wheels: Path, python: str) -> None:
    """Download the wheels for Windows; pip checks each against its hashes.

    Raises:
        subprocess.CalledProcessError: a wheel is not to be had, or its hash differs.
    """
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--dest",
        str(wheels),
    ]
    target = ["--platform", "win_amd64", "--python-version", python, "--implementation", "cp", "--only-binary", ":all:"]
    subprocess.run([*command, *target, "--requirement", str(requirements)], check=True)


def unmet(wheels: Path, environment: dict[str, str]) -> list[str]:
    """List what a wheel of the folder needs on Windows that the folder does not hold."""
    held: dict[str, Version] = {}
    for path in wheels.glob("*.whl"):
        name, version, _, _ = parse_wheel_filename(path.name)
        held[name] = version
    needs = (
        (wheel, need) for wheel, need in _needs(wheels) if need.marker is None or need.marker.evaluate(environment)
    )
    return [f"{wheel} 需要 {need}" for wheel, need in needs if not _holds(held, need)]


def _holds(held: dict[str, Version], need: Requirement) -> bool:
    version = held.get(canonicalize_name(need.name))
    return version is not None and need.specifier.contains(version, prereleases=True)


def _needs(wheels: Path) -> Iterator[tuple[str, Requirement]]:
    for path in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(path) as archive:
            metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            message = Parser().parsestr(archive.read(metadata).decode("utf-8"))
        for text in message.get_all("Requires-Dist", []):
            yield path.name, Requirement(text)


def copy_project(folder: Path) -> None:
    """Copy the committed files, and no others."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in filter(None, listed.decode("utf-8").split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)


def copy_batch_files(folder: Path) -> None:
    """Copy the batch files as a Chinese Windows reads them: GB18030, lines ended by CR LF."""
    for path in (ROOT / "windows" / "files").iterdir():
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        (folder / path.name).write_bytes(text.encode("gb18030"))


def unpack_python(package: Path, folder: Path) -> None:
    """Put Python for Windows into the folder, out of its NuGet package (`python.3.11.9.nupkg`): whole, and nothing to install.

    Raises:
        SystemExit: the file is no such package.
    """
    try:
        with zipfile.ZipFile(package) as archive:
            files = [name for name in archive.namelist() if name.startswith("tools/") and not name.endswith("/")]
            if "tools/python.exe" not in files:
                raise SystemExit(f"{package} 里没有 tools/python.exe，不是 Windows 的 Python 包")
            for name in files:
                target = folder / name.removeprefix("tools/")
                if not target.resolve().is_relative_to(folder.resolve()):
                    raise SystemExit(f"{package} 里有通到外面的文件名 {name}")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(name))
    except (OSError, zipfile.BadZipFile) as error:
        raise SystemExit(f"{package} 打不开：{error}") from error


def build(folder: Path, python: str, package: Path | None = None) -> None:
    """Build the whole folder anew and check that it is complete.

    Raises:
        SystemExit: something that a wheel needs is missing.
    """
    if folder.exists():
        shutil.rmtree(folder)
    wheels, requirements = folder / "wheels", folder / "requirements.txt"
    wheels.mkdir(parents=True)
    environment = windows_environment(python)
    lock = (ROOT / "requirements.lock.txt").read_text(encoding="utf-8")
    requirements.write_text(lock_for(lock, environment), encoding="utf-8")
    download(requirements, wheels, python)
    if missing := unmet(wheels, environment):
        raise SystemExit("离线包不完整：\n" + "\n".join(missing))
    if package:
        unpack_python(package, folder / "Python")
    copy_project(folder / "project")
    copy_batch_files(folder)
    shutil.copyfile(ROOT / "README.zh-CN.md", folder / "使用说明.md")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 2**20
    print(
        f"离线包在 {folder}：{len(list(wheels.iterdir()))} 个安装包，共 {size} MB，适用 64 位 Windows 和 Python {python}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="做一个不用联网就能在 Windows 上安装的文件夹")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--python", default="3.11", help="目标电脑的 Python 版本，如 3.11")
    parser.add_argument(
        "--python-package", type=Path, help="Windows 的 Python 本身（NuGet 的 python 包，.nupkg），一并放进去"
    )
    arguments = parser.parse_args()
    build(arguments.folder, arguments.python, arguments.python_package)
