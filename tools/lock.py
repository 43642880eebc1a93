"""Rewrite every lock: `.venv/bin/python tools/lock.py` (developers, on the network).

The superset is solved first and the smaller locks follow its choices, so that a
package never has two versions. The files hold names, versions and hashes only; they
never name the place the packages came from.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "requirements"
INSTALLER = "uv==0.13.9"
OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--no-annotate",
    "--quiet",
    "--upgrade",
    "--python-version=3.11",
    "--custom-compile-command=tools/lock.py",
)
FORBIDDEN = re.compile(r"https?:|file:")
RESOLVED = re.compile(r'"resolved": *"(?:http|file)')
MADE_FROM = "# made from: "
# Lock name -> (takes the runtime dependencies, dependency groups, extras of the package).
SETS: dict[str, tuple[bool, tuple[str, ...], tuple[str, ...]]] = {
    "all": (True, ("build", "test", "lint", "engine", "node"), ("celery",)),
    "base": (True, ("build",), ()),
    "celery": (True, ("build",), ("celery",)),
    "test": (True, ("build", "test", "lint"), ("celery",)),
    "engine": (False, ("engine",), ()),
    "node": (False, ("node",), ()),
}


def uv() -> str:
    """The installer of the environment this file runs in."""
    beside = Path(sys.executable).parent / "uv"
    return str(beside) if beside.exists() else "uv"


def compile_set(name: str) -> None:
    """Solve one set into its file; all but the superset follow the superset."""
    runtime, groups, extras = SETS[name]
    command = [uv(), "pip", "compile", *OPTIONS, "--output-file", f"requirements/{name}.txt"]
    for group in groups:
        command += ["--group", group]
    for extra in extras:
        command += ["--extra", extra]
    if name != "all":
        command += ["--constraint", "requirements/all.txt"]
    if runtime:
        command.append("pyproject.toml")
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def compile_installer() -> None:
    """Lock the installer itself, which pip fetches."""
    command = [uv(), "pip", "compile", *OPTIONS, "-", "-o", "requirements/bootstrap.txt"]
    text = INSTALLER + "\n"
    subprocess.run(command, cwd=ROOT, check=True, input=text, text=True, stdout=subprocess.DEVNULL)


def compile_front_end() -> None:
    """Bring package-lock.json in line with package.json, where npm is installed."""
    if shutil.which("npm"):
        command = ["npm", "install", "--package-lock-only", "--ignore-scripts"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        print("package-lock.json")


def inputs() -> str:
    """Hash of everything the locks are made from."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = data["project"]
    asked = [project["dependencies"], project["optional-dependencies"], data["dependency-groups"]]
    made_from = [*asked, SETS, INSTALLER]
    return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()


def sign() -> None:
    """Note in the superset what it was made from."""
    path = LOCKS / "all.txt"
    lines = [
        line for line in path.read_text(encoding="utf-8").splitlines() if MADE_FROM not in line
    ]
    path.write_text("\n".join([MADE_FROM + inputs(), *lines]) + "\n", encoding="utf-8")


def problems() -> list[str]:
    """What is wrong with the locks: a place named, or not made from pyproject.toml."""
    found = []
    for path in [*sorted(LOCKS.glob("*.txt")), ROOT / "package-lock.json"]:
        pattern = FORBIDDEN if path.suffix == ".txt" else RESOLVED
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    if MADE_FROM + inputs() not in (LOCKS / "all.txt").read_text(encoding="utf-8"):
        found.append("requirements/ was not made from this pyproject.toml: run tools/lock.py")
    return found


def main() -> int:
    """Write all locks; fail when something is wrong with them."""
    LOCKS.mkdir(exist_ok=True)
    for name in SETS:
        compile_set(name)
        print(f"requirements/{name}.txt")
    compile_installer()
    print("requirements/bootstrap.txt")
    compile_front_end()
    sign()
    found = problems()
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
