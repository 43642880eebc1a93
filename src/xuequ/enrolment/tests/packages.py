"""Small packages of all kinds, for whoever verifies them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator

from xuequ.enrolment.engine.package.container import packed, unpacked
from xuequ.enrolment.engine.package.draws import Thrown
from xuequ.enrolment.engine.package.sealing import About, Inputs, digests_of, sealed
from xuequ.methods.lottery.digests import HASHES, Hash
from xuequ.methods.lottery.seeds import Part, commitment
from xuequ.methods.lottery.variants import VARIANTS

Files = dict[str, bytes]
ALPHABET = "0123456789ABCxyz-"


def inputs(
    rows: list[tuple[str, str, int, bool]],
    places: dict[str, int],
    parts: list[Part],
    rules: dict[str, str] | None = None,
    ending: str = "\n",
) -> Inputs:
    """What is frozen; rows are (number, plan, children, may_split)."""
    ruled = {"regime": "draw", "hash": "sha256", "variant": "ticket", "round": "2026",
             "last_seat": "split", **(rules or {})}  # fmt: skip
    mark = "" if ending == "\n" else "\ufeff"
    roster = ["number,plan,children,may_split"]
    roster += [f"{n},{plan},{of},{'yes' if split else 'no'}" for n, plan, of, split in rows]
    seats = ["plan,places", *(f"{plan},{n}" for plan, n in places.items())]
    tables = [(mark + ending.join([*lines, ""])).encode() for lines in (roster, seats)]
    return Inputs(tables[0], tables[1], json.dumps(ruled, ensure_ascii=False).encode(), parts)


def plain() -> bytes:
    """A package for one to damage: two plans, siblings, three parts."""
    rows = [("A-1", "东", 1, False), ("A-2", "东", 2, True), ("b3", "西", 3, True),
            ("b4", "西", 1, False), ("B4", "西", 2, False)]  # fmt: skip
    found = inputs(rows, {"东": 2, "西": 3}, parts_of("sha256", random.Random(1), 3))
    return sealed(found, {}, About("抽签", "xuequ 1", log=("frozen", "drawn")))


def parts_of(name: Hash, source: random.Random, count: int) -> list[Part]:
    found = []
    for i in range(count):
        party, kind = f"来源 {i}", source.choice(["sealed", "digits", "public"])
        if kind == "sealed":
            secret = source.randbytes(source.choice([16, 32, 40]))
            told = commitment(name, party, secret)
            found.append(Part("sealed", party, secret.hex(), told, len(secret)))
        elif kind == "digits":
            faces, length = source.randint(2, 10), source.randint(1, 9)
            lowest = 1 if faces == 6 else 0
            value = "".join(str(lowest + source.randrange(faces)) for _ in range(length))
            found.append(Part("digits", party, value, length=length, faces=faces))
        else:
            found.append(Part("public", party, source.choice(["03 07 12 + 09", " 红、蓝𠮷 ", "x"])))
    return found


def anything(seed: int) -> bytes:
    """A package of any kind: the seed settles which, and 0 to 9 make every variant and hash."""
    source = random.Random(seed)
    variant, name = list(VARIANTS)[seed % 5], HASHES[seed // 5 % 2]
    wanted = VARIANTS[variant].parameters
    rows, places = _people(source), {}
    counts = {plan: sum(row[1] == plan for row in rows) for plan in ("甲 校", "b", "空")}
    for plan in source.sample(sorted(counts), 3):
        places[plan] = source.randint(0, 12)
    parts = parts_of(name, source, source.randint(1, 4) if not wanted else source.randint(0, 2))
    thrown = {
        (plan, each): source.randint(1, 2 if each == "direction" else n)
        for plan, n in counts.items()
        for each in wanted
        if n and (not parts or source.random() < 0.3)
    }
    rules = {"hash": name, "variant": variant, "round": source.choice(["1", "第 2 轮"]),
             "last_seat": source.choice(["pass_over", "split"])}  # fmt: skip
    about = About("抽签", "xuequ 1", seed % 3 == 0, ("一行",) * source.randrange(3))
    ending = source.choice(["\n", "\r\n"])
    return sealed(inputs(rows, places, parts, rules, ending), thrown, about)


def _people(source: random.Random) -> list[tuple[str, str, int, bool]]:
    numbers = {
        "".join(source.choices(ALPHABET, k=source.choice([1, 4, 32])))
        for _ in range(source.choice([0, 1, 3, 20, 40]))
    }
    children = [1, 1, 1, 2, 3]
    return [
        (number, source.choice(["甲 校", "b"]), source.choice(children), source.random() < 0.5)
        for number in sorted(numbers, key=lambda _: source.random())
    ]


def forged(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one entry changed, its digests and its ZIP file made again to fit."""
    files = unpacked(data)
    files[name] = change(files[name])
    hashed: Hash = "sm3" if b'"sm3"' in files["rules.json"] else "sha256"
    if name != "digests.txt":
        del files["digests.txt"]
        files["digests.txt"] = digests_of(hashed, files)
    return packed(files)


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """A change of an entry."""

    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return change


def swapped(data: bytes) -> bytes:
    """A table with its first two rows the other way round."""
    lines = data.split(b"\n")
    lines[1], lines[2] = lines[2], lines[1]
    return b"\n".join(lines)


def flips(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Every byte changed in three ways."""
    for i, byte in enumerate(data):
        for other in (byte ^ 1 << i % 8, (byte + 1) % 256, byte ^ 0xFF):
            yield i, data[:i] + bytes([other]) + data[i + 1 :]


def thrown_by_hand(thrown: Thrown) -> bytes:
    """A ring of three without any part of a seed."""
    rows = [(number, "a", 1, False) for number in "123"]
    return sealed(inputs(rows, {"a": 1}, [], {"variant": "ring"}), thrown, About("抽签", "x"))
