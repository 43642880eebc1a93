"""Packages of allocations made by hand, from docs/package-places.md and with nothing of ours."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

Files = dict[str, bytes]
TABLES = ("applications.csv", "seats.csv", "travel.csv")
RESULTS = ("result.csv", "schools.csv", "waiting.csv")
HEADERS = {
    "seats.csv": "school,plan,classes,spare,overflow,primaries,kept",
    "travel.csv": "place,school,metres",
    "result.csv": "number,ticket,stage,choice,school,kept",
    "schools.csv": "stage,round,school,kept,seats,asked,entered,last",
    "waiting.csv": "school,place,number",
}
NOT_USED = {"commitment": "", "length": 0, "faces": 0}
ORDER = ("package.json", *TABLES, "rules.json", "seed.json", *RESULTS, "log.txt")


def stage(method: str, **other: object) -> dict[str, object]:
    plain = {"by": "points", "bonus": "0", "bonus_at": "any", "places": 0, "draws": "one"}
    return {"method": method, **plain, "for_all": False, **other}


@dataclass(frozen=True)
class Case:
    """An allocation and what comes of it: fields apart by spaces, `-` for an empty one."""

    stages: list[dict[str, object]]
    applications: str
    seats: str
    result: str = ""
    schools: str = ""
    waiting: str = ""
    travel: str = ""
    rules: Mapping[str, object] = field(default_factory=dict)
    by_ticket: tuple[str, ...] = ()  # ids in the order of their tickets at the label
    label: str = ""

    def ruled(self) -> dict[str, object]:
        return {
            "regime": "allocation", "hash": "sha256", "round": "2026", "source": "x",
            "class_size": 0, "belongs": "home", "zone": [], "choices": ["any", "any", "any"],
            "ties": [], "draw": bool(self.by_ticket), "kinds": [], "last_seat": "pass_over",
            **self.rules, "stages": self.stages,
        }  # fmt: skip


def files_of(case: Case, **instead: bytes) -> Files:
    """The entries of the package; one in `instead` (`rules_json`) stands in for ours."""
    rules = case.ruled()
    choices, ties = rules["choices"], rules["ties"]
    assert isinstance(choices, list) and isinstance(ties, list)
    columns = ["number", "bundle", "kinds", str(rules["belongs"]), "place", "class", "points"]
    columns += [f"choice_{i + 1}" for i in range(len(choices))] + ties
    files = {
        "package.json": _json(format="xuequ-package-1", kind="allocation", title="录取",
                              engine="hand", rehearsal=False),
        "applications.csv": _table(",".join(columns), case.applications),
        "seats.csv": _table(HEADERS["seats.csv"], case.seats),
        "travel.csv": _table(HEADERS["travel.csv"], case.travel),
        "rules.json": _json(**rules),
    }  # fmt: skip
    files.update({_name(key): data for key, data in instead.items()})
    seed, found = _seed(case, files, str(rules["hash"]))
    files["seed.json"] = _json(**found)
    for name in RESULTS:
        text = getattr(case, name.split(".", maxsplit=1)[0])
        files[name] = _table(HEADERS[name], text)
    if case.by_ticket:
        files["result.csv"] = _with_tickets(files["result.csv"], case, seed)
    files["log.txt"] = b"sealed\n"
    files.update({_name(key): data for key, data in instead.items()})
    return {name: files[name] for name in ORDER}


def package(case: Case, **instead: bytes) -> bytes:
    return sealed(files_of(case, **instead), str(case.ruled()["hash"]))


def changed(case: Case, **other: object) -> Case:
    return replace(case, **other)  # type: ignore[arg-type]


def sealed(files: Files, hashed: str = "sha256") -> bytes:
    """The file with its digests, whatever is in it."""
    digests = "".join(f"{_digest(hashed, data).hex()}  {name}\n" for name, data in files.items())
    body, central = b"", b""
    for name, data in {**files, "digests.txt": digests.encode()}.items():
        fixed = struct.pack(
            "<HHHHHIIIHH", 20, 0, 0, 0, 0x21, zlib.crc32(data), len(data), len(data), len(name), 0
        )
        central += b"PK\1\2" + struct.pack("<H", 20) + fixed
        central += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name.encode()
        body += b"PK\3\4" + fixed + name.encode() + data
    count = len(files) + 1
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(central), len(body), 0)
    return body + central + b"PK\5\6" + end


def _json(**value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _name(key: str) -> str:
    return key.replace("_", ".")


def _table(header: str, rows: str) -> bytes:
    lines = [line.split() for line in rows.strip().split("\n") if line.strip()]
    made = [",".join("" if each == "-" else each for each in line) for line in lines]
    return "".join(f"{line}\n" for line in [header, *made]).encode()


def _digest(hashed: str, data: bytes) -> bytes:
    return hashlib.new(hashed, data).digest()


def _measured(*values: bytes | str) -> bytes:
    found = [value.encode() if isinstance(value, str) else value for value in values]
    return b"".join(b"%d:%s\n" % (len(value), value) for value in found)


def _seed(case: Case, files: Files, hashed: str) -> tuple[bytes, dict[str, object]]:
    """The seed and seed.json: a public value by which the tickets stand in the order wished."""
    digests = [_digest(hashed, files[name]) for name in (*TABLES, "rules.json")]
    what = _measured(*(files[name] for name in ("rules.json", "seats.csv", "travel.csv")))
    for trial in itertools.count() if case.by_ticket else [-1]:
        parts = [("public", "报纸", str(trial))] if case.by_ticket else []
        frozen = b"xuequ-frozen-1\n" + _measured(*digests)
        seed = b"xuequ-seed-1\n" + _measured(digests[0], _digest(hashed, what))
        for kind, name, value in parts:
            frozen += _measured(kind, name, "", "0", "0")
            seed += _measured(kind, name, value)
        made = _digest(hashed, seed)
        found: dict[str, object] = {
            "parts": [
                {
                    "kind": kind,
                    "name": name,
                    "value": value,
                    **NOT_USED,
                }
                for kind, name, value in parts
            ],
            "thrown": [],
            "frozen": _digest(hashed, frozen).hex(),
            "seed": made.hex() if parts else "",
        }
        tickets = [_ticket(hashed, made, f"2026{case.label}|{each}") for each in case.by_ticket]
        if tickets == sorted(tickets):
            return made, found
    raise AssertionError


def _ticket(hashed: str, seed: bytes, message: str) -> str:
    return hmac.new(seed, message.encode(), hashed).hexdigest()


def _with_tickets(data: bytes, case: Case, seed: bytes) -> bytes:
    """The result with each `@id` made into the ticket of that id."""
    header, *lines = data.decode().split("\n")
    hashed = str(case.ruled()["hash"])
    for i, line in enumerate(lines[:-1]):
        number, marked, rest = line.split(",", maxsplit=2)
        lines[i] = ",".join([number, _ticket(hashed, seed, f"2026|{marked[1:]}"), rest])
    return "\n".join([header, *lines]).encode()
