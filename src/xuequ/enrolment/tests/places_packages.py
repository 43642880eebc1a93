"""Small packages of allocations of all kinds, for whoever verifies them.

What is frozen (`Inputs`) is made apart from what comes of it (`results`), so that any program may
be asked for the results. All is written from docs/package-places.md, not with the engine.
"""

from __future__ import annotations

import importlib.util
import json
import struct
import zlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

Files = dict[str, bytes]
Row = dict[str, Any]
FILE = Path(__file__).parent.parent / "verifier" / "verify.py"


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify", FILE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


VERIFY = loaded()


@dataclass(frozen=True)
class Inputs:
    """What is frozen: three tables, the rules, and the parts of the seed as in seed.json."""

    applications: bytes
    seats: bytes
    travel: bytes
    rules: bytes
    parts: list[Row] = field(default_factory=list)

    @property
    def files(self) -> Files:
        return {"applications.csv": self.applications, "seats.csv": self.seats,
                "travel.csv": self.travel, "rules.json": self.rules}  # fmt: skip


def stage(method: str, by: str = "points", **more: object) -> Row:
    """A stage with the plainest value of every key that is not given."""
    plain = {"bonus": "0", "bonus_at": "any", "places": 0, "draws": "one", "for_all": False}
    return {"method": method, "by": by, **plain, **more}


def rules_of(**more: object) -> Row:
    """Rules without a draw, kinds, zone or choices, but for what is given."""
    plain: Row = {
        "regime": "allocation", "hash": "sha256", "round": "2026", "source": "", "class_size": 0,
        "belongs": "home", "zone": [], "choices": [], "ties": [], "draw": False, "kinds": [],
        "last_seat": "pass_over",
    }  # fmt: skip
    return {**plain, **more}


def kind(name: str, order: str = "before", left: str = "others") -> Row:
    return {"kind": name, "order": order, "left": left}


def child(number: str, **more: object) -> Row:
    return {"number": number, **more}


def ask(number: str, schools: str, **more: object) -> Row:
    """A child with its choices, as "A B"."""
    return child(number, **{f"choice_{i}": s for i, s in enumerate(schools.split(), 1)}, **more)


def table(columns: Collection[str], rows: Iterable[Row]) -> bytes:
    lines = [",".join(str(row[column]) for column in columns) for row in rows]
    return "".join(f"{line}\n" for line in [",".join(columns), *lines]).encode()


def inputs(
    rules: Row,
    schools: list[Row],
    children: list[Row],
    travel: Iterable[tuple[str, str, int]] = (),
    seed: str = "x",
) -> Inputs:
    """Bytes of all tables; what a row does not name is the plainest value of its column."""
    columns = ["number", "bundle", "kinds", rules["belongs"], "place", "class", "points"]
    columns += [f"choice_{i}" for i in range(1, len(rules["choices"]) + 1)]
    empty: Row = dict.fromkeys(columns, "") | {"class": 1, "points": 0}
    empty |= dict.fromkeys(rules["ties"], 0)
    plain: Row = {"classes": "", "spare": 0, "overflow": "", "primaries": ""}
    plain["kept"] = ";".join("0" for _ in rules["kinds"])
    way = ("place", "school", "metres")
    parts = [public("球", seed)] if rules["draw"] else []
    return Inputs(
        table([*columns, *rules["ties"]], [empty | child for child in children]),
        table(["school", "plan", *plain], [{**plain, **school} for school in schools]),
        table(way, [dict(zip(way, each, strict=True)) for each in travel]),
        json.dumps(rules, ensure_ascii=False).encode(),
        parts,
    )


def public(name: str, value: str) -> Row:
    plain = {"commitment": "", "length": 0, "faces": 0}
    return {"kind": "public", "name": name, **plain, "value": value}


def measured(*values: bytes | str | int) -> bytes:
    texts = [value if isinstance(value, bytes) else str(value).encode() for value in values]
    return b"".join(str(len(text)).encode() + b":" + text + b"\n" for text in texts)


def hash_of(given: Inputs) -> Callable[[bytes], bytes]:
    name = json.loads(given.rules)["hash"]
    found: Callable[[bytes], bytes] = VERIFY.digest_called(name)
    return found


def seed_of(given: Inputs) -> Row:
    """seed.json: what was frozen, and the seed (section 2 of the page)."""
    of, files = hash_of(given), given.files
    frozen = measured(*(of(data) for data in files.values()))
    ruled = measured(given.rules, given.seats, given.travel)
    made = measured(of(given.applications)) + measured(of(ruled))
    for part in given.parts:
        keys = ("kind", "name", "commitment", "length", "faces")
        frozen += measured(*(part[key] for key in keys))
        made += measured(part["kind"], part["name"], part["value"])
    seed = of(b"xuequ-seed-1\n" + made).hex() if given.parts else ""
    fixed = of(b"xuequ-frozen-1\n" + frozen).hex()
    return {"parts": given.parts, "thrown": [], "frozen": fixed, "seed": seed}


def results(given: Inputs) -> Files:
    """The three tables, made by verify.py."""
    rules = VERIFY.allocation_of(given.files)
    key = VERIFY.keyed(hash_of(given), bytes.fromhex(seed_of(given)["seed"]))
    run = VERIFY.made(VERIFY.Case(given.files, rules), key, False)
    rows = (VERIFY.result_rows(run), run.rows, VERIFY.waiting_rows(run))
    names = ("result.csv", "schools.csv", "waiting.csv")
    return {
        name: "".join(f"{row}\n" for row in of).encode()
        for name, of in zip(names, rows, strict=True)
    }


def sealed(given: Inputs, found: Files | None = None, rehearsal: bool = False) -> bytes:
    """A whole package, with results that may be given."""
    about = {"format": "xuequ-package-1", "kind": "allocation", "title": "分配",
             "engine": "xuequ 1", "rehearsal": rehearsal}  # fmt: skip
    files = {"package.json": json.dumps(about).encode(), **given.files,
             "seed.json": json.dumps(seed_of(given), ensure_ascii=False).encode(),
             **(found or results(given)), "log.txt": "冻结\n分配\n".encode()}  # fmt: skip
    return packed(with_digests(files))


def with_digests(files: Files) -> Files:
    of = VERIFY.digest_called("sm3" if b'"sm3"' in files["rules.json"] else "sha256")
    lines = [f"{of(data).hex()}  {name}\n" for name, data in files.items()]
    return {**files, "digests.txt": "".join(lines).encode()}


def packed(files: Files) -> bytes:
    """The file, as section 1 of docs/package.md has it."""
    local, central = b"", b""
    for name, data in files.items():
        fixed = struct.pack("<5H", 20, 0, 0, 0, 0x21) + struct.pack("<I", zlib.crc32(data))
        fixed += struct.pack("<2I2H", len(data), len(data), len(name), 0)
        central += b"PK\1\2" + struct.pack("<H", 20) + fixed
        central += struct.pack("<3H2I", 0, 0, 0, 0, len(local)) + name.encode()
        local += b"PK\3\4" + fixed + name.encode() + data
    count, sizes = len(files), (len(central), len(local))
    return local + central + b"PK\5\6" + struct.pack("<4H2IH", 0, 0, count, count, *sizes, 0)


def forged(given: Inputs, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one entry changed, and its digests and ZIP file made to fit."""
    files: Files = VERIFY.contents(sealed(given))
    files[name] = change(files[name])
    if name == "digests.txt":
        return packed(files)
    del files["digests.txt"]
    return packed(with_digests(files))


def tables(
    rules: Row, schools: list[Row], children: list[Row], *travel: tuple[str, str, int]
) -> list[list[str]]:
    """The rows of result.csv (without the tickets), schools.csv and waiting.csv."""
    given = inputs(rules, schools, children, travel)
    found = results(given)
    VERIFY.examine(sealed(given, found), "", lambda zh, en: None)
    rows = [data.decode().split("\n")[1:-1] for data in found.values()]
    rows[0] = [",".join(row.split(",")[:1] + row.split(",")[2:]) for row in rows[0]]
    return rows


def by(method: str, by: str = "points", **more: Any) -> Row:
    """Rules of one stage; `choices`, `ties`, `kinds` and so on are those of the rules."""
    own = {key: more.pop(key) for key in list(more) if key in rules_of()}
    return rules_of(**({"choices": ["any", "any"]} | own), stages=[stage(method, by, **more)])
