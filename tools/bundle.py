"""One file from which the program is installed where there is no network.

In it: the wheel of the program (with its static files, fonts and translations), every wheel it
needs in the version and with the digest of the lock, the guides, the files of `deploy/`, an
`install.sh`, `bundle.json` that says what it is for, and `SHA256SUMS` over all of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import sysconfig
import tarfile
from pathlib import Path

import suites
from environment import LOCKS, PYTHON, Environment, mirror
from stamps import ROOT, VAR
from steps import FailedError

MAKING = VAR / "bundle"
SUMS, ABOUT, LOCK = "SHA256SUMS", "bundle.json", "requirements.txt"
FOLDERS = {"deploy": ROOT / "deploy", "docs": ROOT / "docs"}
PAGES = ("README.md", "README.zh.md", "LICENSE", "SECURITY.md", "CHANGELOG.md")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
STEPS = 3


def make(env: Environment, target: Path) -> Path:
    """Write the bundle into the folder `target`; its path."""
    suites.build(env)
    [wheel] = suites.DIST.glob("xuequ-*.whl")
    shutil.rmtree(MAKING, ignore_errors=True)
    place = MAKING / f"xuequ-{wheel.name.split('-')[1]}-{tag()}"
    (place / "wheels").mkdir(parents=True)
    with env.progress.step("The packages it needs") as step:
        shutil.copy(LOCKS / "base.txt", place / LOCK)
        command: list[str | Path] = [PYTHON, "-m", "pip", "download", "--no-deps"]
        command += ["--require-hashes", "--only-binary", ":all:"]
        command += ["-r", place / LOCK, "-d", place / "wheels"]
        index = mirror().get("UV_DEFAULT_INDEX")
        step.run(command, log="bundle", env={"PIP_INDEX_URL": index} if index else {})
        step.note = f"{len(list((place / 'wheels').iterdir()))} wheels"
    with env.progress.step("The bundle") as step:
        fill(place, wheel)
        found = problems(place)
        if found:
            raise FailedError("the bundle is not whole", detail="\n".join(found))
        path = pack(place, target)
        step.note = f"{path.stat().st_size / 1e6:.0f} MB"
    return path


def tag() -> str:
    """What the wheels are for, e.g. `cp311-linux_x86_64`."""
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    return f"cp{sys.version_info[0]}{sys.version_info[1]}-{platform}"


def fill(place: Path, wheel: Path) -> None:
    """Put in the program, the guides and the installer, and write the sums."""
    shutil.copy(wheel, place)
    for name, folder in FOLDERS.items():
        shutil.copytree(folder, place / name)
    for name in PAGES:
        shutil.copy(ROOT / name, place)
    shutil.move(place / "deploy" / "install.sh", place / "install.sh")
    about = {
        "name": "xuequ",
        "version": wheel.name.split("-")[1],
        "python": f"{sys.version_info[0]}.{sys.version_info[1]}",
        "for": tag(),
        "wheel": wheel.name,
        "wheels": sorted(path.name for path in (place / "wheels").iterdir()),
    }
    (place / ABOUT).write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", "utf-8")
    write_sums(place)


def files(place: Path) -> list[Path]:
    """Everything in the bundle but the sums themselves."""
    return sorted(path for path in place.rglob("*") if path.is_file() and path.name != SUMS)


def write_sums(place: Path) -> None:
    """The digest of every file, as `sha256sum -c` reads it."""
    rows = [f"{digest(path)}  {path.relative_to(place).as_posix()}\n" for path in files(place)]
    (place / SUMS).write_text("".join(rows), "utf-8")


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def problems(place: Path) -> list[str]:
    """What is wrong with a bundle; nothing if it can be installed from."""
    found = []
    rows = [line.split("  ", 1) for line in (place / SUMS).read_text("utf-8").splitlines()]
    sums = {name: each for each, name in rows}
    there = {path.relative_to(place).as_posix(): path for path in files(place)}
    found += [f"not in {SUMS}: {name}" for name in sorted(set(there) - set(sums))]
    found += [f"missing: {name}" for name in sorted(set(sums) - set(there))]
    found += [
        f"changed: {name}" for name in sorted(set(sums) & set(there))
        if digest(there[name]) != sums[name]
    ]  # fmt: skip
    held = {plain(path.name.split("-")[0]) for path in (place / "wheels").glob("*.whl")}
    found += [f"no wheel: {name}" for name in sorted(needed(place / LOCK) - held)]
    for name in ("install.sh", ABOUT):
        if name not in there:
            found.append(f"missing: {name}")
    return found


def needed(lock: Path) -> set[str]:
    """The packages a lock asks for on this machine: those whose condition, if any, holds."""
    wanted = set()
    for line in lock.read_text("utf-8").splitlines():
        match = PINNED.match(line)
        if match and holds(line.partition(";")[2].rstrip(" \\").strip()):
            wanted.add(plain(match[1]))
    return wanted


def holds(condition: str) -> bool:
    """Is the condition behind a package of the lock true here?"""
    if not condition:
        return True
    from packaging.markers import Marker

    return Marker(condition).evaluate()


def plain(name: str) -> str:
    """The name of a package, as names are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pack(place: Path, target: Path) -> Path:
    """The folder as one file."""
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"{place.name}.tar"
    draft = path.with_suffix(".part")
    with tarfile.open(draft, "w") as archive:
        archive.add(place, place.name, filter=of_nobody)
    os.replace(draft, path)
    return path


def of_nobody(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Say nothing of who made it."""
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    return info
