#!/usr/bin/env python3
"""Check the sealed package of a draw: python3 verify.py PACKAGE [DIGEST] [--en].

核对抽签结果包：python3 verify.py 结果包 [已公布的摘要]。退出码：0 为真，1 不为真，2 读不了。

Written from docs/package.md alone; a number in brackets is a section of that page. It needs
Python 3.9 and nothing else, and runs nothing of what it reads. To read it, begin at `examine`.
Exit code: 0 genuine, 1 not genuine, 2 cannot be read.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import re
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Any

# fmt: off
ENTRIES = ("package.json", "roster.csv", "seats.csv", "rules.json", "seed.json", "result.csv",
           "log.txt", "digests.txt")
PARAMETERS: dict[str, tuple[str, ...]] = {
    "ticket": (), "random_number": (), "ring": ("start", "interval"), "step": ("start",),
    "onwards": ("start", "direction"),
}
RULES = {"regime": ("draw",), "hash": ("sha256", "sm3"), "variant": tuple(PARAMETERS),
         "last_seat": ("pass_over", "split")}
LARGEST = 1 << 30  # bytes this program is willing to read; a million numbers need 150 million
FIELD = '[^\x00-\x1f\x7f,"]+'
WHOLE = "0|[1-9][0-9]{0,8}"
SEATS = re.compile(f"({FIELD}),({WHOLE})")
ROSTER = re.compile(f"([0-9A-Za-z-]{{1,32}}),({FIELD}),([1-9][0-9]{{0,8}}),(yes|no)")
MESSAGES = {
    "crc": ("{} 的内容与校验值 CRC-32 不符", "the content of {} does not fit its CRC-32"),
    "header": ("{} 的文件头中应为 {}", "in the headers of {}, {} belongs here"),
    "cut": ("文件在 {} 中间断了", "the file ends inside {}"),
    "end": ("应到此为止", "it must end here"),
    "utf8": ("不是没有字节顺序标记的 UTF-8 文字", "this is not UTF-8 without a byte order mark"),
    "json": ("不是键不重复的 JSON 对象", "this is not a JSON object that names no key twice"),
    "keys": ("应当恰好有这些键：{}", "exactly these keys belong here: {}"),
    "value": ("{} 不合规定", "{} is not as it must be"),
    "digest": ("与 {} 的摘要不符", "this is not the digest of {}"),
    "row": ("不合 {}", "this does not fit {}"),
    "again": ("{} 重复", "{} stands here a second time"),
    "plan": ("没有 {} 这个计划", "there is no plan {}"),
    "made": ("{} 与重算的不符", "{} is not what it is when made again"),
    "source": ("没有可以抽 {} 的来源", "there is nothing to draw {} with"),
    "result": ("重新抽签得到的是 {}", "the draw made again gives {}"),
    "published": ("不是公布过摘要的那一份", "this is not the package whose digest was published"),
}
# fmt: on
Digest = Callable[[bytes], bytes]
Keyed = Callable[[str], bytes]  # of a message, under a key
Thrown = dict[tuple[str, str], int]  # by plan and parameter
Drawn = tuple[int, str]  # in the order drawn: a position in the plan's list, and the column
Say = Callable[[str, str], None]  # in Chinese and English


class Wrong(Exception):
    """The first thing that is not as the page says: where, and what, in Chinese and English."""

    def __init__(self, place: str, code: str, *facts: object) -> None:
        zh, en = (text.format(*map(shown, facts)) for text in MESSAGES[code])
        self.zh, self.en = f"{shown(place)}: {zh}", f"{shown(place)}: {en}"
        super().__init__(self.en)


def shown(value: object) -> str:
    """Something of the package for the screen: short, and without what could steer a terminal."""
    return "".join(c if c.isprintable() else "?" for c in str(value)[:160])


def require(fits: object, place: str, code: str, *facts: object) -> None:
    if not fits:
        raise Wrong(place, code, *facts)


def at_line(name: str, line: int) -> str:
    return f"{name} 行 line {line}"  # from 1


# --- SM3, HMAC and the measured form
def turned(word: int, by: int) -> int:
    return (word << by % 32 | word >> (32 - by % 32)) & 0xFFFFFFFF


def sm3_block(state: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    """Take one more block of 64 bytes in (GB/T 32905-2016, 5.3)."""
    w = list(struct.unpack(">16I", block))
    for j in range(16, 68):
        x = w[j - 16] ^ w[j - 9] ^ turned(w[j - 3], 15)
        w.append(x ^ turned(x, 15) ^ turned(x, 23) ^ turned(w[j - 13], 7) ^ w[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        constant = 0x79CC4519 if j < 16 else 0x7A879D8A
        ss1 = turned((turned(a, 12) + e + turned(constant, j)) & 0xFFFFFFFF, 7)
        ff = a ^ b ^ c if j < 16 else a & b | a & c | b & c
        gg = e ^ f ^ g if j < 16 else e & f | ~e & g
        tt1 = (ff + d + (ss1 ^ turned(a, 12)) + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
        tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
        a, b, c, d = tt1, a, turned(b, 9), c
        e, f, g, h = tt2 ^ turned(tt2, 9) ^ turned(tt2, 17), e, turned(f, 19), g
    return tuple(state[i] ^ word for i, word in enumerate((a, b, c, d, e, f, g, h)))


def sm3(data: bytes) -> bytes:
    start = "7380166f4914b2b9172442d7da8a0600a96f30bc163138aae38dee4db0fb0e4e"
    state = struct.unpack(">8I", bytes.fromhex(start))
    padded = data + b"\x80" + bytes(-(len(data) + 9) % 64) + struct.pack(">Q", len(data) * 8)
    for i in range(0, len(padded), 64):
        state = sm3_block(state, padded[i : i + 64])
    return struct.pack(">8I", *state)


def digest_called(name: str) -> Digest:
    """Choose the digest: Python's, or for SM3, where it has none, the slow one above."""
    if name == "sha256":
        return lambda data: hashlib.sha256(data).digest()
    try:
        hashlib.new("sm3", b"")
    except ValueError:
        return sm3
    return lambda data: hashlib.new("sm3", data).digest()


def keyed(digest: Digest, key: bytes) -> Keyed:
    """HMAC (RFC 2104); both digests have blocks of 64 bytes, and no key is longer than 32."""
    inner = bytes(byte ^ 0x36 for byte in key.ljust(64, b"\0"))
    outer = bytes(byte ^ 0x5C for byte in key.ljust(64, b"\0"))
    return lambda text: digest(outer + digest(inner + text.encode()))


def measured(*values: bytes | str | int) -> bytes:
    texts = [value if isinstance(value, bytes) else str(value).encode() for value in values]
    return b"".join(b"%d:%b\n" % (len(text), text) for text in texts)


# --- The file (1)
def contents(data: bytes) -> dict[str, bytes]:
    """Take the entries out of the file, of which every byte must be as settled."""
    files: dict[str, bytes] = {}
    central, place = b"", 0
    for name in ENTRIES:
        size = int.from_bytes(data[place + 18 : place + 22], "little")
        end = place + 30 + len(name) + size
        content = data[end - size : end]
        crc = struct.pack("<I", zlib.crc32(content))
        first = struct.pack("<5H", 20, 0, 0, 0, 0x21)
        fixed = first + crc + struct.pack("<2I2H", size, size, len(name), 0)
        same(data, place, b"PK\3\4" + first, name)
        require(end <= len(data), f"字节 byte {len(data)}", "cut", name)
        fits = data[place + 14 : place + 18] == crc
        require(fits, f"字节 byte {place + 14}", "crc", name)
        same(data, place, b"PK\3\4" + fixed + name.encode(), name)
        central += b"PK\1\2" + struct.pack("<H", 20) + fixed
        central += struct.pack("<3H2I", 0, 0, 0, 0, place) + name.encode()
        files[name] = content
        place = end
    count = len(ENTRIES)
    last = struct.pack("<4H2IH", 0, 0, count, count, len(central), place, 0)
    same(data, place, central + b"PK\5\6" + last, "ZIP")
    place += len(central) + 22
    require(len(data) == place, f"字节 byte {place}", "end")
    return files


def same(data: bytes, place: int, expected: bytes, name: str) -> None:
    found = data[place : place + len(expected)]
    for i, byte in enumerate(expected):
        fits = found[i : i + 1] == bytes([byte])
        require(fits, f"字节 byte {place + i}", "header", name, f"{byte:02X}")


# --- The entries (2)
def text_of(files: dict[str, bytes], name: str) -> str:
    try:
        text = files[name].decode("utf-8")
    except UnicodeDecodeError as error:
        line = files[name].count(b"\n", 0, error.start) + 1
        raise Wrong(at_line(name, line), "utf8") from None
    marked = text.startswith("\ufeff")
    require(not marked or name in ("roster.csv", "seats.csv"), at_line(name, 1), "utf8")
    return text[1:] if marked else text


def object_of(files: dict[str, bytes], name: str, **kinds: type) -> dict[str, Any]:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        held = dict(items)
        require(len(held) == len(items), name, "json")
        return held

    def whole(digits: str) -> int:
        require(re.fullmatch(WHOLE, digits), name, "value", digits)
        return int(digits)

    try:
        value = json.loads(
            text_of(files, name), object_pairs_hook=pairs, parse_int=whole, parse_float=whole,
            parse_constant=whole,
        )  # fmt: skip
        json.dumps(value, ensure_ascii=False).encode()  # fails for half a character
    except (ValueError, RecursionError) as error:
        raise Wrong(at_line(name, getattr(error, "lineno", 1)), "json") from None
    return exactly(name, value, **kinds)


def exactly(place: str, found: Any, /, **kinds: type) -> dict[str, Any]:
    fits = type(found) is dict and found.keys() == kinds.keys()
    require(fits, place, "keys", ", ".join(kinds))
    for key, kind in kinds.items():
        require(type(found[key]) is kind, place, "value", key)
    return dict(found)


def check_digests(files: dict[str, bytes], digest: Digest) -> None:
    lines = files["digests.txt"].split(b"\n")
    for i, name in enumerate(ENTRIES[:-1]):
        expected = f"{digest(files[name]).hex()}  {name}".encode()
        require(lines[i : i + 1] == [expected], at_line("digests.txt", i + 1), "digest", name)
    require(lines[7:] == [b""], at_line("digests.txt", 8), "end")


def rows_of(
    files: dict[str, bytes], name: str, header: str, pattern: re.Pattern[str]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Take a table apart into its lines, from 2; CR LF, and no LF at the very end, will do."""
    lines = text_of(files, name).replace("\r\n", "\n").removesuffix("\n").split("\n")
    require(lines[0] == header, at_line(name, 1), "row", header)
    for line, row in enumerate(lines[1:], 2):
        found = pattern.fullmatch(row)
        if not found:
            raise Wrong(at_line(name, line), "row", header)
        yield line, found.groups()


class Plan:
    """A plan: its places, and its lines of the roster as (number, children, may_split)."""

    def __init__(self, name: str, places: int) -> None:
        self.name, self.places = name, places
        self.roster: list[tuple[str, int, bool]] = []


def plans_of(files: dict[str, bytes]) -> dict[str, Plan]:
    plans: dict[str, Plan] = {}
    for line, (name, places) in rows_of(files, "seats.csv", "plan,places", SEATS):
        require(name == name.strip(), at_line("seats.csv", line), "row", "plan,places")
        require(name not in plans, at_line("seats.csv", line), "again", name)
        plans[name] = Plan(name, int(places))
    header, seen = "number,plan,children,may_split", set()
    for line, (number, plan, children, may_split) in rows_of(files, "roster.csv", header, ROSTER):
        if plan not in plans:
            raise Wrong(at_line("roster.csv", line), "plan", plan)
        if number in seen:
            raise Wrong(at_line("roster.csv", line), "again", number)
        seen.add(number)
        plans[plan].roster.append((number, int(children), may_split == "yes"))
    return plans


# --- What is frozen, and the seed (3, 4)
def check_frozen(files: dict[str, bytes], seed: dict[str, Any], digest: Digest) -> None:
    pieces = [b"xuequ-frozen-1\n"]
    pieces += [measured(digest(files[name])) for name in ("roster.csv", "seats.csv", "rules.json")]
    for i, part in enumerate(seed["parts"], 1):
        exactly(f"seed.json parts {i}", part, kind=str, name=str, commitment=str, length=int,
                faces=int, value=str)  # fmt: skip
        described = [part[key] for key in ("kind", "name", "commitment", "length", "faces")]
        pieces.append(measured(*described))
    require(digest(b"".join(pieces)).hex() == seed["frozen"], "seed.json", "made", "frozen")


def check_part(place: str, part: dict[str, Any], digest: Digest) -> None:
    kind, value, length, faces = (part[key] for key in ("kind", "value", "length", "faces"))
    require(kind in ("sealed", "digits", "public"), place, "value", "kind")
    require(re.fullmatch("[^\x00-\x1f\x7f]{1,10000}", value), place, "value", "value")
    require(faces in range(2, 11) if kind == "digits" else faces == 0, place, "value", "faces")
    promise = ""
    if kind == "sealed":
        fits = len(value) == 2 * length >= 32 and re.fullmatch("[0-9a-f]+", value)
        require(fits, place, "value", "value")
        secret = measured(part["name"], bytes.fromhex(value))
        promise = digest(b"xuequ-commitment-1\n" + secret).hex()
    elif kind == "digits":
        digits = "123456" if faces == 6 else "0123456789"[:faces]
        require(len(value) == length and set(value) <= set(digits), place, "value", "value")
    else:
        require(length == 0, place, "value", "length")
    require(part["commitment"] == promise, place, "made", "commitment")


def check_seed(files: dict[str, bytes], seed: dict[str, Any], digest: Digest) -> None:
    names: set[str] = set()
    ruled = measured(files["rules.json"], files["seats.csv"])
    pieces = [b"xuequ-seed-1\n", measured(digest(files["roster.csv"])), measured(digest(ruled))]
    for i, part in enumerate(seed["parts"], 1):
        place, name = f"seed.json parts {i}", part["name"]
        fits = re.fullmatch("[^\x00-\x1f\x7f]+", name) and name == name.strip()
        require(fits, place, "value", "name")
        require(name not in names, place, "again", name)
        names.add(name)
        check_part(place, part, digest)
        pieces.append(measured(part["kind"], name, part["value"]))
    expected = digest(b"".join(pieces)).hex() if seed["parts"] else ""
    require(seed["seed"] == expected, "seed.json", "made", "seed")


def highest(parameter: str, plan: Plan) -> int:
    return 2 if parameter == "direction" else len(plan.roster)


def thrown_in(seed: dict[str, Any], plans: dict[str, Plan], names: tuple[str, ...]) -> Thrown:
    """Read what was thrown by hand; without parts it must be all there is to draw."""
    thrown: Thrown = {}
    for i, each in enumerate(seed["thrown"], 1):
        place = f"seed.json thrown {i}"
        exactly(place, each, plan=str, name=str, value=int)
        key = each["plan"], each["name"]
        require(key[0] in plans and plans[key[0]].roster, place, "plan", key[0])
        require(key[1] in names, place, "value", "name")
        require(key not in thrown, place, "again", " ".join(key))
        fits = 1 <= each["value"] <= highest(key[1], plans[key[0]])
        require(fits, place, "value", "value")
        thrown[key] = each["value"]
    if not seed["parts"]:
        require(names, "seed.json", "source", "ticket")
        for plan in plans.values():
            fits = not plan.roster or all((plan.name, name) in thrown for name in names)
            require(fits, "seed.json", "source", plan.name)
    return thrown


# --- The order (5)
def uniform(ticket: Keyed, label: str, below: int) -> int:
    turn, limit = 0, 2**64 // below * below
    while True:
        x = int.from_bytes(ticket(f"{label}|{turn}")[:8], "big")
        if x < limit:
            return x % below
        turn += 1


def ring(n: int, start: int, interval: int) -> list[int]:
    """Draw every interval-th of those left; a Fenwick tree counts who is left in each stretch."""
    left_in = [i & -i for i in range(n + 1)]
    skip, order = start - 1, []
    for left in range(n, 0, -1):
        position, before = 0, skip  # find the one before whom so many are left, and take it out
        stretch = 1 << n.bit_length()
        while stretch:
            end = position + stretch
            if end <= n and left_in[end] <= before:
                position, before = end, before - left_in[end]
            elif end <= n:
                left_in[end] -= 1
            stretch >>= 1
        order.append(position)
        skip = (skip + interval - 1) % max(left - 1, 1)
    return order


def stepped(n: int, start: int, step: int) -> list[int]:
    """Draw by the step; `onward` leads from a position drawn already towards one that is not."""
    onward, order, position = list(range(n)), [], start - 1
    for _ in range(n):
        while onward[position] != position:
            onward[position] = onward[onward[position]]
            position = onward[position]
        order.append(position)
        onward[position] = (position + 1) % n
        position = (position + step) % n
    return order


def drawn_by_tickets(plan: Plan, label: str, ticket: Keyed, variant: str) -> Iterator[Drawn]:
    tickets = [ticket(f"{label}|{number}") for number, _, _ in plan.roster]
    if variant == "ticket":
        order = sorted(range(len(tickets)), key=tickets.__getitem__)
        return ((i, tickets[i].hex()) for i in order)
    numbers = [int.from_bytes(each[:16], "big") % 10**10 for each in tickets]
    order = sorted(range(len(tickets)), key=lambda i: (numbers[i], tickets[i]))
    return ((i, f"{numbers[i]:010d}") for i in order)


def drawn(plan: Plan, rules: dict[str, Any], ticket: Keyed, thrown: Thrown) -> Iterator[Drawn]:
    label, variant, n = f"{rules['round']}/{plan.name}", rules["variant"], len(plan.roster)
    if not PARAMETERS[variant] or n == 0:
        return drawn_by_tickets(plan, label, ticket, variant)
    values = []
    for name in PARAMETERS[variant]:
        value = thrown.get((plan.name, name))
        values.append(value or 1 + uniform(ticket, f"{label}|{name}", highest(name, plan)))
    if variant == "ring":
        order = ring(n, values[0], values[1])
    elif variant == "step":
        order = stepped(n, values[0], -(-n // max(plan.places, 1)))
    else:
        direction = 1 if values[1] == 1 else -1
        order = [(values[0] - 1 + direction * i) % n for i in range(n)]
    return ((i, str(i + 1)) for i in order)


# --- The places (6)
def rows_drawn(plan: Plan, order: Iterator[Drawn], split: bool) -> Iterator[str]:
    left = plan.places
    for rank, (position, mark) in enumerate(order, 1):
        number, children, may_split = plan.roster[position]
        placed = children if children <= left else left if split and may_split else 0
        left -= placed
        yield f"{plan.name},{rank},{number},{mark},{children},{placed},{children - placed}"


def result_of(
    plans: dict[str, Plan], rules: dict[str, Any], ticket: Keyed, thrown: Thrown
) -> Iterator[str]:
    yield "plan,rank,number,drawn,children,placed,waiting"
    for plan in plans.values():
        order = drawn(plan, rules, ticket, thrown)
        yield from rows_drawn(plan, order, rules["last_seat"] == "split")


def check_result(result: bytes, rows: Iterator[str]) -> None:
    place = line = 0
    for line, row in enumerate(rows, 1):
        expected = row.encode() + b"\n"
        if not result.startswith(expected, place):
            raise Wrong(at_line("result.csv", line), "result", row)
        place += len(expected)
    require(place == len(result), at_line("result.csv", line + 1), "end")


# --- All of it in order (7)
def examine(data: bytes, published: str, say: Say) -> dict[str, Any]:
    """Check everything in the order of the page; and `say` what is checked next.

    Raises:
        Wrong: for the first thing that is not so.
    """
    say("1. 文件的每一个字节", "1. every byte of the file")
    files = contents(data)
    say("2. 各项内容", "2. its entries")
    for name in ENTRIES:
        text_of(files, name)
    about = object_of(
        files, "package.json", format=str, kind=str, title=str, engine=str, rehearsal=bool
    )
    require(about["format"] == "xuequ-package-1", "package.json", "value", "format")
    require(about["kind"] == "draw", "package.json", "value", "kind")
    rules = object_of(
        files, "rules.json", regime=str, hash=str, variant=str, round=str, last_seat=str
    )
    for key, choices in RULES.items():
        require(rules[key] in choices, "rules.json", "value", key)
    require(re.fullmatch(FIELD, rules["round"]), "rules.json", "value", "round")
    seed = object_of(files, "seed.json", parts=list, thrown=list, frozen=str, seed=str)
    say("3. 各项内容的摘要", "3. the digests of the entries")
    digest = digest_called(rules["hash"])
    check_digests(files, digest)
    say("4. 名额与名单", "4. the places and the roster")
    plans = plans_of(files)
    say("5. 抽签前的冻结", "5. what was frozen before the draw")
    check_frozen(files, seed, digest)
    say("6. 种子的各方来源", "6. the parts of the seed, and the seed")
    check_seed(files, seed, digest)
    thrown = thrown_in(seed, plans, PARAMETERS[rules["variant"]])
    say("7. 重新抽签，逐行核对结果", "7. the draw made again, and the result line by line")
    ticket = keyed(digest, bytes.fromhex(seed["seed"]))
    check_result(files["result.csv"], result_of(plans, rules, ticket, thrown))
    own = digest(files["digests.txt"]).hex()
    if published:
        say("8. 与已公布的摘要比对", "8. the digest that was published")
        require(published in (own, seed["frozen"]), "digests.txt", "published")
    numbers = sum(len(plan.roster) for plan in plans.values())
    return {**about, "digest": own, "frozen": seed["frozen"], "numbers": numbers}


def conclude(found: dict[str, Any], published: str, say: Say) -> None:
    title, engine = shown(found["title"]), shown(found["engine"])
    digest, frozen = found["digest"], found["frozen"]
    say(f"{title}：编号 {found['numbers']} 个", f"{title}: {found['numbers']} numbers")
    say(f"软件 {engine}", f"made by {engine}")
    say(f"结果包的摘要 {digest}", f"digest of the package {digest}")
    say(f"抽签前冻结的摘要 {frozen}", f"frozen before the draw {frozen}")
    if found["rehearsal"]:
        say("*** 这是演练，不算数！ ***", "*** THIS IS A REHEARSAL. IT DOES NOT COUNT! ***")
    if not published:
        say("✓ 为真，但没有与已公布的摘要比对：整个重做的结果包看上去也是这样。",
            "✓ GENUINE in itself, but NOT compared with a digest published elsewhere: a package "
            "made anew as a whole would look the same.")  # fmt: skip
    elif published == digest:
        say(
            "✓ 为真，就是公布过摘要的那一份。", "✓ GENUINE, and the one whose digest was published."
        )
    else:
        say("✓ 为真，与抽签前公布的冻结摘要一致。", "✓ GENUINE, as published before the draw.")


def main(arguments: list[str] | None = None) -> int:
    reader = argparse.ArgumentParser(description="核对抽签结果包 / Check the package of a draw")
    reader.add_argument("package", help="结果包文件 / the file")
    reader.add_argument("digest", nargs="?", default="", help="已公布的摘要 / the published digest")
    reader.add_argument("--en", action="store_true", help="用英语 / in English")
    given = reader.parse_args(arguments)
    published = given.digest.strip().lower()
    if not re.fullmatch("([0-9a-f]{64})?", published):
        reader.error("摘要应为 64 位十六进制数字 / a digest has 64 hexadecimal digits")

    def say(zh: str, en: str) -> None:
        code = sys.stdout.encoding
        print((en if given.en else zh).encode(code, "replace").decode(code), flush=True)

    gc.disable()  # nothing here refers to itself; with a million lines, looking for it is slow
    try:
        with open(given.package, "rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise MemoryError
        conclude(examine(data, published, say), published, say)
    except Wrong as wrong:
        say(f"✗ 不为真。{wrong.zh}", f"✗ NOT GENUINE. {wrong.en}")
        return 1
    except (OSError, MemoryError) as error:
        why = str(error) or "文件太大 too large"
        say(f"读不了：{why}", f"cannot be read: {why}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
