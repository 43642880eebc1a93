"""The keys of an installation: which there are, and closed copies of them for a backup."""

from __future__ import annotations

import os
import re
from pathlib import Path

from xuequ.kernel.refusal import Refused

from ..sealing import LEAST_LETTERS, WrongPassphrase, proof, seal, unseal

FOLDER = "keys"
NEEDED = re.compile(r"record|vault-[1-9][0-9]{0,5}\.key")  # without them something is unreadable
NAME = re.compile(r"secret|record|vault-[1-9][0-9]{0,5}\.key(?:\.retired)?")
BESIDE = ("oidc.json", "demo-accounts.json")  # secrets that lie beside the keys


def proofs(home: Path) -> dict[str, str]:
    """What proves each key a backup needs, by name of its file."""
    folder = home / FOLDER
    found = sorted(folder.iterdir()) if folder.exists() else []
    return {path.name: proof(path.read_bytes()) for path in found if NEEDED.fullmatch(path.name)}


def closed(home: Path, passphrase: str) -> bytes:
    """All keys, and the secrets that lie beside them, closed under the passphrase.

    Raises:
        Refused: the passphrase is too short.
    """
    if len(passphrase) < LEAST_LETTERS:
        raise Refused("passphrase-too-short", least=LEAST_LETTERS)
    paths = [path for path in sorted((home / FOLDER).iterdir()) if NAME.fullmatch(path.name)]
    files = {f"{FOLDER}/{path.name}": path.read_bytes() for path in paths}
    files |= {name: (home / name).read_bytes() for name in BESIDE if (home / name).exists()}
    return seal(files, passphrase)


def put(sealed: bytes, passphrase: str, home: Path) -> None:
    """Open closed keys into the folder of an installation that has none.

    Raises:
        Refused: the passphrase does not open them.
    """
    try:
        files = unseal(sealed, passphrase)
    except WrongPassphrase as error:
        raise Refused("wrong-passphrase") from error
    (home / FOLDER).mkdir(mode=0o700)
    for name, data in files.items():
        folder, _, key = name.rpartition("/")
        if name in BESIDE or (folder == FOLDER and NAME.fullmatch(key)):
            write_closed(home / name, data)


def copy(home: Path, other: Path) -> None:
    """The keys of one installation into the folder of another that has none."""
    (other / FOLDER).mkdir(mode=0o700)
    for path in sorted((home / FOLDER).iterdir()):
        if NAME.fullmatch(path.name):
            write_closed(other / FOLDER / path.name, path.read_bytes())


def write_closed(path: Path, data: bytes) -> None:
    """Write a new file only its owner may read."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
