"""What a backup says of itself, and whether this program can take it back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

KIND, FORMAT = "xuequ-backup", 1
SEALED_KEYS = "keys.sealed"
FILE = re.compile(r"files/([0-9a-f]{2})/(\1[0-9a-f]{62})")
DATABASE = re.compile(r"database/[a-z0-9_.]{1,80}\.gz")

Node = tuple[str, str]  # package and name of a migration


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup as it was made."""

    version: str  # of the program
    vendor: str  # "sqlite" or "postgresql"
    made_at: str  # ISO, with the offset
    migrations: tuple[Node, ...]  # applied, in that order
    rows: dict[str, int]  # by table
    columns: dict[str, list[str]]  # by table; PostgreSQL only
    counters: dict[str, list[Any]]  # "table.column": last number, was it given; PostgreSQL only
    keys: dict[str, str]  # what proves each key, by name of its file
    has_files: bool
    files: int  # private files in the archive
    faults: dict[str, str]  # private files that were not in order: digest -> what was wrong
    size: int  # bytes of what is unpacked

    def about(self) -> dict[str, object]:
        """The facts as the archive keeps them."""
        return {"kind": KIND, "format": FORMAT, **asdict(self)}


def read(about: object) -> Manifest | None:
    """The facts of an archive; None if it is no backup this program knows."""
    if not isinstance(about, Mapping) or (about.get("kind"), about.get("format")) != (KIND, FORMAT):
        return None
    try:
        return Manifest(
            version=str(about["version"]),
            vendor=str(about["vendor"]),
            made_at=str(about["made_at"]),
            migrations=tuple((str(package), str(name)) for package, name in about["migrations"]),
            rows={str(table): int(count) for table, count in about["rows"].items()},
            columns={str(table): [*map(str, each)] for table, each in about["columns"].items()},
            counters={str(name): list(each) for name, each in about["counters"].items()},
            keys={str(name): str(proof) for name, proof in about["keys"].items()},
            has_files=bool(about["has_files"]),
            files=int(about["files"]),
            faults={str(digest): str(fault) for digest, fault in about["faults"].items()},
            size=int(about["size"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def strangers(paths: Iterable[str]) -> list[str]:
    """The members no backup has."""
    return [
        path
        for path in paths
        if path != SEALED_KEYS and not FILE.fullmatch(path) and not DATABASE.fullmatch(path)
    ]


def unknown(manifest: Manifest, known: Iterable[Node]) -> list[Node]:
    """The migrations of the backup this program does not have: it was made by a newer one."""
    here = set(known)
    return [node for node in manifest.migrations if node not in here]


def last_of(nodes: Iterable[Node], inside: Mapping[Node, Iterable[Node]]) -> list[Node]:
    """Of each package the migrations no other one of it stands on.

    Args:
        inside: of each migration the ones of the same package it stands on.
    """
    every = list(nodes)
    below = {under for node in every for under in inside.get(node, ())}
    return [node for node in every if node not in below]


def misfits(wanted: Mapping[str, str], have: Mapping[str, str]) -> list[str]:
    """The keys a backup needs that are not there, or are others of the same name."""
    return sorted(name for name, proof in wanted.items() if have.get(name) != proof)


def differing(wanted: Mapping[str, int], found: Mapping[str, int]) -> list[str]:
    """The tables whose rows are not as many as they were, or that only one side has."""
    return sorted(name for name in {*wanted, *found} if wanted.get(name) != found.get(name))
