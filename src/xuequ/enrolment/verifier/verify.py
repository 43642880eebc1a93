#!/usr/bin/env python3
"""Check a sealed package of a draw, places or classes: python3 verify.py PACKAGE [DIGEST] [--en].

核对抽签、录取或编班的结果包：python3 verify.py 结果包 [已公布的摘要]。
退出码：0 为真，1 不为真，2 读不了。

It follows docs/package.md, docs/package-places.md and docs/classes.md and nothing else; a number in
brackets is a section of the first, with P of the second, with C of the third. It needs Python 3.9
and nothing else, and runs nothing of what it reads. To read it, begin at `examine`.
Exit code: 0 genuine, 1 not genuine, 2 cannot be read.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import heapq
import json
import math
import re
import struct
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

# fmt: off
ENTRIES = ("package.json", "roster.csv", "seats.csv", "rules.json", "seed.json", "result.csv",
           "log.txt", "digests.txt")
PLACES = ("package.json", "applications.csv", "seats.csv", "travel.csv", "rules.json", "seed.json",
          "result.csv", "schools.csv", "waiting.csv", "log.txt", "digests.txt")  # P1
CLASSES = ("package.json", "list.csv", "rules.json", "seed.json", "result.csv", "teams.csv",
           "log.txt", "digests.txt")  # C1
KINDS = {"draw": ENTRIES, "allocation": PLACES, "classes": CLASSES}
PARAMETERS: dict[str, tuple[str, ...]] = {
    "ticket": (), "random_number": (), "ring": ("start", "interval"), "step": ("start",),
    "onwards": ("start", "direction"),
}
RULES = {"regime": ("draw",), "hash": ("sha256", "sm3"), "variant": tuple(PARAMETERS),
         "last_seat": ("pass_over", "split")}
SETTLED: dict[str, type] = {  # the keys of the rules of an allocation (P1), and of a stage
    "regime": str, "hash": str, "round": str, "source": str, "class_size": int, "belongs": str,
    "zone": list, "choices": list, "ties": list, "draw": bool, "kinds": list, "last_seat": str,
    "stages": list,
}
STAGE: dict[str, type] = {"method": str, "by": str, "bonus": str, "bonus_at": str, "places": int,
                          "draws": str, "for_all": bool}
DISTRICT: dict[str, type] = {"name": str, "forms": list, "campuses": list, "plan": int,
                             "division": str}
DIVIDED: dict[str, type] = {  # the keys of the rules of classes (C1); `mean` may also be null
    "regime": str, "hash": str, "round": str, "method": str, "classes": int, "size": int,
    "sex": int, "special": int, "mean": str, "teams": list,
}
LATE: dict[str, type] = {  # `free` may also be null
    "regime": str, "hash": str, "round": str, "held": list, "free": list, "size": int, "sex": int,
    "special": int,
}
FORMS = ("joint_enrolment", "campus_teaching", "grade_division", "nine_year_feed")
ONE_OF = {
    "regime": ("allocation",), "hash": ("sha256", "sm3"), "belongs": ("home", "primary"),
    "last_seat": ("pass_over", "stop", "widen"), "order": ("before", "after"),
    "left": ("others", "empty"), "by": ("points", "class", "draw"), "bonus_at": ("any", "first"),
    "method": ("pool", "catchment", "rounds", "deferred", "serial", "trading", "nearest",
               "zone_seat"),
    "draws": ("one", "each"),
}
LARGEST = 1 << 30  # bytes this program is willing to read; a million numbers need 150 million
FIELD = '[^\x00-\x1f\x7f,"]+'
WHOLE = "0|[1-9][0-9]{0,8}"
NUMBER = re.compile("[0-9A-Za-z-]{1,32}")
POINTS = re.compile("(0|[1-9][0-9]{0,5})(?:[.]([0-9]{1,2}))?")
SCORE = re.compile("(0|[1-9][0-9]{0,3})(?:[.][0-9]{1,2})?")
SEATS = re.compile(f"^({FIELD}),({WHOLE})$", re.M)
ROSTER = re.compile(f"^([0-9A-Za-z-]{{1,32}}),({FIELD}),([1-9][0-9]{{0,8}}),(yes|no)$", re.M)
AT_ONCE, ROWS = 1 << 14, 1 << 8  # characters taken apart, and rows compared, in one go
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
    "places": ("重新录取得到的是 {}", "the allocation made again gives {}"),
    "settled": ("规则没有定出先后：编号倒过来排，得到的是 {}",
                "the rules do not settle who stands before whom: with ids the other way {}"),
    "line": ("每一行都应以一个 LF 结束", "every line must end with one LF"),
    "school": ("没有 {} 这所学校", "there is no school {}"),
    "kind": ("没有 {} 这一类", "there is no kind {}"),
    "zone": ("{} 不在学区内", "{} is not a school of the zone"),
    "alike": ("与同组 {} 的其他儿童不一致", "this is not like the other children of {}"),
    "single": ("第 {} 阶段的办法不能用于多名儿童一组", "stage {} cannot place children together"),
    "few": ("至少应有 {} 人", "there must be at least {}"),
    "full": ("各班余位共 {} 个", "the classes have {} free places together"),
    "alone": ("没有 {} 的同胞", "nobody else is of the birth {}"),
    "birth": ("与同胞 {} 的其他人不一致", "this is not like the others of the birth {}"),
    "crowd": ("要分班的同胞 {} 多于班数", "there are fewer classes than pupils of the birth {}"),
    "classes": ("重新编班得到的是 {}", "the classes made again give {}"),
    "none": ("按这份名单、规则和种子，编不出各项限值之内的班",
             "no classes within the limits come of this list, these rules and this seed"),
    "published": ("不是公布过摘要的那一份", "this is not the package whose digest was published"),
}
# fmt: on
Digest = Callable[[bytes], bytes]
Keyed = Callable[[str], bytes]  # of a message, under a key
Begun = Callable[[str], Keyed]  # of messages that begin with the same label
Thrown = dict[tuple[str, str], int]  # by plan and parameter
Listed = tuple[str, str, str]  # of the roster: number, children, may_split
Drawn = Iterator[list[str]]  # in the order drawn: the column, and these
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
    try:
        hashlib.new(name, b"")
    except ValueError:
        return sm3
    return partial(lambda name, data: hashlib.new(name, data).digest(), name)


def keyed(digest: Digest, key: bytes, label: str = "") -> Keyed:
    """HMAC (RFC 2104) of texts after a label; both digests have blocks of 64 bytes, no key 33."""
    inner = bytes(byte ^ 0x36 for byte in key.ljust(64, b"\0")) + label.encode()
    outer = bytes(byte ^ 0x5C for byte in key.ljust(64, b"\0"))
    if not isinstance(digest, partial):
        return lambda text: digest(outer + digest(inner + text.encode()))
    first, last = (hashlib.new(digest.args[0], pad) for pad in (inner, outer))

    def ticket(text: str) -> bytes:  # goes on from what is the same for all
        one, two = first.copy(), last.copy()
        one.update(text.encode())
        two.update(one.digest())
        return two.digest()

    return ticket


def measured(*values: bytes | str | int) -> bytes:
    texts = [value if isinstance(value, bytes) else str(value).encode() for value in values]
    return b"".join(b"%d:%b\n" % (len(text), text) for text in texts)


# --- The file (1)
def entries_of(data: bytes) -> tuple[str, ...]:
    """Read of the first entry which kind the package is; if it does not say, see the second."""
    end = 30 + len(ENTRIES[0]) + int.from_bytes(data[18:22], "little")
    kind: object = None
    try:
        about = json.loads(data[30 + len(ENTRIES[0]) : end], parse_int=str, parse_float=str)
        kind = about.get("kind") if type(about) is dict else None
    except (ValueError, RecursionError):
        pass  # whatever is wrong there is named in its turn
    if type(kind) is str and kind in KINDS:
        return KINDS[kind]
    second = [names for names in KINDS.values() if data.startswith(names[1].encode(), end + 30)]
    return second[0] if second else ENTRIES


def contents(data: bytes) -> dict[str, bytes]:
    """Take the entries out of the file, of which every byte must be as settled."""
    files: dict[str, bytes] = {}
    central, place = b"", 0
    for name in entries_of(data):
        size = int.from_bytes(data[place + 18 : place + 22], "little")
        end = place + 30 + len(name) + size
        content = data[end - size : end]
        crc = struct.pack("<I", zlib.crc32(content))
        first = struct.pack("<5H", 20, 0, 0, 0, 0x21)
        fixed = first + crc + struct.pack("<2I2H", size, size, len(name), 0)
        same(data, place, b"PK\3\4" + first, name)
        same(data, place + 26, struct.pack("<2H", len(name), 0) + name.encode(), name)
        require(end <= len(data), f"字节 byte {len(data)}", "cut", name)
        fits = data[place + 14 : place + 18] == crc
        require(fits, f"字节 byte {place + 14}", "crc", name)
        same(data, place, b"PK\3\4" + fixed + name.encode(), name)
        central += b"PK\1\2" + struct.pack("<H", 20) + fixed
        central += struct.pack("<3H2I", 0, 0, 0, 0, place) + name.encode()
        files[name] = content
        place = end
    count = len(files)
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
    fits = "roster.csv" in files and name in ("roster.csv", "seats.csv")
    require(not marked or fits, at_line(name, 1), "utf8")
    return text[1:] if marked else text


def object_of(files: dict[str, bytes], name: str, **kinds: type) -> dict[str, Any]:
    return exactly(name, json_of(files, name), **kinds)


def json_of(files: dict[str, bytes], name: str) -> Any:
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
    return value


def exactly(place: str, found: Any, /, **kinds: type) -> dict[str, Any]:
    if kinds == SETTLED and type(found) is dict and "district" in found:
        kinds = {**kinds, "district": dict}  # the one key that may be missing
    fits = type(found) is dict and found.keys() == kinds.keys()
    require(fits, place, "keys", ", ".join(kinds))
    for key, kind in kinds.items():
        require(type(found[key]) is kind, place, "value", key)
    return dict(found)


def check_digests(files: dict[str, bytes], digest: Digest) -> None:
    lines = files["digests.txt"].split(b"\n")
    names = list(files)[:-1]
    for i, name in enumerate(names):
        expected = f"{digest(files[name]).hex()}  {name}".encode()
        require(lines[i : i + 1] == [expected], at_line("digests.txt", i + 1), "digest", name)
    fits = lines[len(names) :] == [b""]
    require(fits, at_line("digests.txt", len(names) + 1), "end")


def rows_of(
    files: dict[str, bytes], name: str, header: str, pattern: re.Pattern[str]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Take a table apart into its lines, from 2; CR LF, and no LF at the very end, will do."""
    text = text_of(files, name).replace("\r\n", "\n").removesuffix("\n")
    require(text == header or text.startswith(f"{header}\n"), at_line(name, 1), "row", header)
    line, place = 2, len(header) + 1
    while place <= len(text):  # many lines at once
        end = text.find("\n", place + AT_ONCE)
        some = text[place : end if end >= 0 else len(text)]
        rows = pattern.findall(some)
        if len(rows) > some.count("\n"):
            yield from enumerate(rows, line)
        else:
            for at, row in enumerate(some.split("\n"), line):
                if not (found := pattern.fullmatch(row)):
                    raise Wrong(at_line(name, at), "row", header)
                yield at, found.groups()
        line, place = line + len(rows), place + len(some) + 1


class Plan:
    """A plan: its places, and its lines of the roster."""

    def __init__(self, name: str, places: int) -> None:
        self.name, self.places = name, places
        self.roster: list[Listed] = []


def plans_of(files: dict[str, bytes]) -> dict[str, Plan]:
    plans: dict[str, Plan] = {}
    for line, (name, places) in rows_of(files, "seats.csv", "plan,places", SEATS):
        require(name == name.strip(), at_line("seats.csv", line), "row", "plan,places")
        require(name not in plans, at_line("seats.csv", line), "again", name)
        plans[name] = Plan(name, int(places))
    header, seen = "number,plan,children,may_split", set()
    for line, (number, plan, children, may_split) in rows_of(files, "roster.csv", header, ROSTER):
        if not (found := plans.get(plan)):
            raise Wrong(at_line("roster.csv", line), "plan", plan)
        if number in seen:
            raise Wrong(at_line("roster.csv", line), "again", number)
        seen.add(number)
        found.roster.append((number, children, sys.intern(may_split)))
    return plans


# --- What is frozen, and the seed (3, 4)
def tables_of(files: dict[str, bytes]) -> list[str]:
    """Name the tables that are frozen: of those who take part, then of what there is."""
    names = list(files)
    return names[1 : names.index("rules.json")]


def check_frozen(files: dict[str, bytes], seed: dict[str, Any], digest: Digest) -> None:
    pieces = [b"xuequ-frozen-1\n"]
    frozen = [*tables_of(files), "rules.json"]
    pieces += [measured(digest(files[name])) for name in frozen]
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
    who, *what = tables_of(files)
    ruled = measured(files["rules.json"], *(files[name] for name in what))
    ruled = ruled if what else files["rules.json"]  # C2
    pieces = [b"xuequ-seed-1\n", measured(digest(files[who])), measured(digest(ruled))]
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


def drawn_by_tickets(plan: Plan, ticket: Keyed, variant: str) -> Drawn:
    """Sort texts that hold a whole line after its ticket, in heaps: they lie side by side then."""
    heaps: dict[str, list[str]] = {}
    for number, children, may_split in plan.roster:
        mark = ticket(number).hex()
        if variant == "random_number":
            mark = f"{int(mark[:32], 16) % 10**10:010d}{mark}"
        heaps.setdefault(mark[:3], []).append(f"{mark},{number},{children},{may_split}")
    texts = (text for start in sorted(heaps) for text in sorted(heaps.pop(start)))
    if variant == "random_number":
        return ((text[:10] + text[74:]).split(",") for text in texts)
    return (text.split(",") for text in texts)


def drawn(plan: Plan, rules: dict[str, Any], begun: Begun, thrown: Thrown) -> Drawn:
    label, variant, n = f"{rules['round']}/{plan.name}|", rules["variant"], len(plan.roster)
    ticket = begun(label)
    if not PARAMETERS[variant] or n == 0:
        return drawn_by_tickets(plan, ticket, variant)
    values = []
    for name in PARAMETERS[variant]:
        value = thrown.get((plan.name, name))
        values.append(value or 1 + uniform(ticket, name, highest(name, plan)))
    if variant == "ring":
        order = ring(n, values[0], values[1])
    elif variant == "step":
        order = stepped(n, values[0], -(-n // max(plan.places, 1)))
    else:
        direction = 1 if values[1] == 1 else -1
        order = [(values[0] - 1 + direction * i) % n for i in range(n)]
    return ([str(i + 1), *plan.roster[i]] for i in order)


# --- The places (6)
def rows_drawn(plan: Plan, order: Drawn, split: bool) -> Iterator[bytes]:
    """Write the rows of a plan, some at once."""
    left, rows, name = plan.places, [], f"{plan.name},".encode()
    for rank, (mark, number, said, may_split) in enumerate(order, 1):
        children = int(said)
        placed = children if children <= left else left if split and may_split == "yes" else 0
        left -= placed
        rows.append(f"{rank},{number},{mark},{children},{placed},{children - placed}")
        if rank % ROWS == 0 or rank == len(plan.roster):
            yield name + "\n".join(rows).encode().replace(b"\n", b"\n" + name)
            rows.clear()


def result_of(
    plans: dict[str, Plan], rules: dict[str, Any], begun: Begun, thrown: Thrown
) -> Iterator[bytes]:
    yield b"plan,rank,number,drawn,children,placed,waiting"
    for plan in plans.values():
        order = drawn(plan, rules, begun, thrown)
        yield from rows_drawn(plan, order, rules["last_seat"] == "split")


def check_rows(files: dict[str, bytes], name: str, rows: Iterable[str | bytes], code: str) -> None:
    """Compare a table with what it must be; what is in bytes may be several lines."""
    table, place = files[name], 0
    for each in rows:
        some = each.encode() if isinstance(each, str) else each
        if not table.startswith(some + b"\n", place):
            for row in some.split(b"\n"):
                if not table.startswith(row + b"\n", place):
                    raise Wrong(at_line(name, 1 + table.count(b"\n", 0, place)), code, row.decode())
                place += len(row) + 1
        place += len(some) + 1
    if place < len(table):
        raise Wrong(at_line(name, 1 + table.count(b"\n", 0, place)), "end")


# --- Allocations: the rules (P1)
def named(text: object) -> bool:
    """Whether it may be the name of a school, a primary, a place or a kind."""
    fits = type(text) is str and re.fullmatch('[^\x00-\x1f\x7f,";]+', text)
    return bool(fits) and str(text) == str(text).strip()


def in_points(text: str) -> int:
    """Read points as hundredths."""
    found = POINTS.fullmatch(text)
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else -1


def one_of(place: str, found: dict[str, Any]) -> None:
    for key, values in ONE_OF.items():
        require(key not in found or found[key] in values, place, "value", key)


class Stage:
    """A stage, numbered from 1."""

    def __init__(self, number: int, found: Any, draw: bool) -> None:
        place = f"rules.json stages {number}"
        one_of(place, exactly(place, found, **STAGE))
        self.number, self.method, self.by = number, found["method"], found["by"]
        self.bonus, self.anywhere = in_points(found["bonus"]), found["bonus_at"] == "any"
        self.places, self.for_all = found["places"], found["for_all"]
        self.each = found["draws"] == "each"
        require(draw or self.by != "draw", place, "value", "by")
        fits = self.by == "points" and self.method in ("rounds", "deferred", "trading")
        require(self.bonus >= 0 if fits else found["bonus"] == "0", place, "value", "bonus")
        require(self.method == "pool" or self.places == 0, place, "value", "places")
        fits = draw and self.method in ("rounds", "deferred")
        require(fits or not self.each, place, "value", "draws")
        require(self.method != "pool" or not self.for_all, place, "value", "for_all")

    def choices(self) -> str:
        """Name the list whose choices are asked in it; "" if it asks none."""
        if self.method == "catchment":
            return "own"
        return "choices" if self.method in ("rounds", "deferred", "serial", "trading") else ""


def columns_of(rules: dict[str, Any]) -> list[str]:
    """Name the columns of applications.csv before `ties`."""
    first = ["number", "bundle", "kinds", rules["belongs"], "place", "class", "points"]
    return first + [f"choice_{i}" for i in range(1, len(rules["choices"]) + 1)]


def allocation_of(files: dict[str, bytes]) -> dict[str, Any]:
    """Take the rules of an allocation, each a value that there is, and the stages as `Stage`s."""
    rules = object_of(files, "rules.json", **SETTLED)
    one_of("rules.json", rules)
    require(re.fullmatch(FIELD, rules["round"]), "rules.json", "value", "round")
    zone, choices, ties, kinds = (rules[key] for key in ("zone", "choices", "ties", "kinds"))
    fits = all(map(named, zone)) and len(set(zone)) == len(zone)
    require(fits, "rules.json", "value", "zone")
    fits = len(choices) <= 12 and all(each in ("zone", "any") for each in choices)
    require(fits, "rules.json", "value", "choices")
    fits = all(type(tie) is str and re.fullmatch("[a-z][a-z0-9_]{0,31}", tie) for tie in ties)
    taken = {*columns_of(rules), "home", "primary"}
    fits = fits and len({*ties, *taken}) == len(ties) + len(taken)
    fits = fits and not any(re.fullmatch("choice_[0-9]+", tie) for tie in ties)
    require(fits, "rules.json", "value", "ties")
    require(len(kinds) <= 6, "rules.json", "value", "kinds")
    for i, kind in enumerate(kinds, 1):
        place = f"rules.json kinds {i}"
        one_of(place, exactly(place, kind, kind=str, order=str, left=str))
        require(named(kind["kind"]), place, "value", "kind")
        names = [each["kind"] for each in kinds[: i - 1]]
        require(kind["kind"] not in names, place, "again", kind["kind"])
    require(1 <= len(rules["stages"]) <= 20, "rules.json", "value", "stages")
    if "district" in rules:
        check_district(rules)
    stages = enumerate(rules["stages"], 1)
    return {**rules, "stages": [Stage(i, found, rules["draw"]) for i, found in stages]}


def check_district(rules: dict[str, Any]) -> None:
    """Look whether the district that enrols as one is told as it must be."""
    place = "rules.json district"
    it = exactly(place, rules["district"], **DISTRICT)
    forms, campuses = it["forms"], it["campuses"]
    require(re.fullmatch(FIELD, it["name"]), place, "value", "name")
    fits = all(type(form) is str and form in FORMS for form in forms)
    fits = fits and len(set(forms)) == len(forms)
    joint = "joint_enrolment" in forms
    if "campus_teaching" in forms or "grade_division" in forms:
        fits = fits and joint
    if "nine_year_feed" in forms:
        fits = fits and not joint and rules["belongs"] == "primary"
    require(fits, place, "value", "forms")
    fits = bool(it["division"]) == ("grade_division" in forms)
    require(fits, place, "value", "division")
    fits = campuses and all(type(each) is str for each in campuses)
    fits = fits and len(set(campuses)) == len(campuses) and set(campuses) <= set(rules["zone"])
    require(fits, place, "value", "campuses")


# --- Allocations: the tables (P1), units (P3) and slots (P4)
def table(
    files: dict[str, bytes], name: str, columns: list[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Take a table apart into its rows: where each stands, and its fields by column."""
    header, lines = ",".join(columns), text_of(files, name).split("\n")
    require(lines[0] == header, at_line(name, 1), "row", header)
    require(len(lines) > 1 and not lines[-1], at_line(name, len(lines)), "line")
    for line, row in enumerate(lines[1:-1], 2):
        fields = row.split(",")
        place = at_line(name, line)
        require(len(fields) == len(columns), place, "row", header)
        yield place, dict(zip(columns, fields))  # noqa: B905 - Python 3.9 has no strict


def whole_in(place: str, row: dict[str, str], *columns: str) -> None:
    for column in columns:
        require(re.fullmatch(WHOLE, row[column]), place, "value", column)


def list_in(place: str, row: dict[str, str], column: str) -> list[str]:
    """Take a list of names apart."""
    items = row[column].split(";") if row[column] else []
    fits = all(map(named, items)) and len(set(items)) == len(items)
    require(fits, place, "value", column)
    return items


class Slot:
    """Seats of a school: those kept for a kind, or the open ones, whose kind is ""."""

    def __init__(self, number: int, school: int, kind: str, alone: bool, seats: int) -> None:
        self.number, self.school, self.kind = number, school, kind
        self.alone, self.seats = alone, seats

    def takes(self, unit: Unit) -> bool:
        return not self.alone or self.kind in unit.kinds


class Unit:
    """Children who are placed together, or one; `own` and choices are -1 where there is none."""

    __slots__ = ("choices", "id", "kinds", "lives", "number", "numbers", "own", "points", "rank",
                 "rest", "size", "ticket", "ties", "where")  # fmt: skip

    def __init__(self, number: int, row: dict[str, str], where: str) -> None:
        self.number, self.where, self.lives = number, where, row["place"]
        self.id = row["bundle"] or row["number"]
        self.numbers, self.size = [row["number"]], 1
        self.rest = list(row.values())[1:] if row["bundle"] else []  # to compare the others with
        self.kinds = frozenset(row["kinds"].split(";") if row["kinds"] else ())
        self.points, self.rank = in_points(row["points"]), int(row["class"] or 0)
        self.own = -1
        self.choices: list[int] = []
        self.ties: tuple[int, ...] = ()
        self.ticket = b""


class Case:
    """All that an allocation is made of, read and checked."""

    def __init__(self, files: dict[str, bytes], rules: dict[str, Any]) -> None:
        self.rules = rules
        self.stages: list[Stage] = rules["stages"]
        self.draw: bool = rules["draw"]
        self.schools: dict[str, int] = {}  # their numbers from 0, in the order of the file
        self.spare: list[int] = []
        self.overflow: list[list[str]] = []
        self.primaries: dict[str, int] = {}
        self.slots: list[Slot] = []
        self.slots_of: list[list[Slot]] = []
        self.metres: dict[str, dict[int, int]] = {}  # by place and school
        self.units: list[Unit] = []
        self.children: list[tuple[str, Unit]] = []
        self.read_schools(files)
        for name in rules["zone"]:
            require(name in self.schools, "rules.json zone", "school", name)
        self.read_travel(files)
        self.read_children(files)
        self.names = list(self.schools)

    def read_schools(self, files: dict[str, bytes]) -> None:
        header = ["school", "plan", "classes", "spare", "overflow", "primaries", "kept"]
        rows = list(table(files, "seats.csv", header))
        require(rows, at_line("seats.csv", 2), "row", ",".join(header))
        names = {row["school"] for _, row in rows}
        plans: dict[str, int] = {}
        for place, row in rows:
            name, number = row["school"], len(self.schools)
            require(named(name), place, "value", "school")
            require(name not in self.schools, place, "again", name)
            self.schools[name] = number
            whole_in(place, row, "plan", "spare")
            plans[name] = int(row["plan"])
            if row["classes"] or self.rules["class_size"]:
                whole_in(place, row, "classes")
            self.spare.append(int(row["spare"]))
            self.overflow.append(list_in(place, row, "overflow"))
            require(len(self.overflow[-1]) <= 11, place, "value", "overflow")
            for other in self.overflow[-1]:
                require(other in names and other != name, place, "school", other)
            for primary in list_in(place, row, "primaries"):
                require(primary not in self.primaries, place, "again", primary)
                self.primaries[primary] = number
            self.cut(place, row)
        if "district" in self.rules:
            it = self.rules["district"]
            found = sum(plans.get(each, 0) for each in it["campuses"])
            require(found == it["plan"], "rules.json district", "value", "plan")

    def cut(self, place: str, row: dict[str, str]) -> None:
        """Cut the seats of the latest school into slots."""
        school, kinds, size = len(self.slots_of), self.rules["kinds"], self.rules["class_size"]
        seats = min(int(row["plan"]), int(row["classes"]) * size) if size else int(row["plan"])
        kept = row["kept"].split(";") if row["kept"] else []
        fits = len(kept) == len(kinds) and all(re.fullmatch(WHOLE, each) for each in kept)
        require(fits and sum(map(int, kept)) <= seats, place, "value", "kept")
        slots = {"before": [], "open": [("", False, seats - sum(map(int, kept)))], "after": []}
        for kind, count in zip(kinds, kept):  # noqa: B905
            slots[kind["order"]].append((kind["kind"], kind["left"] == "empty", int(count)))
        first = len(self.slots)
        for each in (each for order in slots.values() for each in order):
            self.slots.append(Slot(len(self.slots), school, *each))
        self.slots_of.append(self.slots[first:])

    def read_travel(self, files: dict[str, bytes]) -> None:
        for place, row in table(files, "travel.csv", ["place", "school", "metres"]):
            require(named(row["place"]), place, "value", "place")
            require(row["school"] in self.schools, place, "school", row["school"])
            whole_in(place, row, "metres")
            ways = self.metres.setdefault(row["place"], {})
            school = self.schools[row["school"]]
            require(school not in ways, place, "again", f"{row['place']},{row['school']}")
            ways[school] = int(row["metres"])

    def read_children(self, files: dict[str, bytes]) -> None:
        seen: set[str] = set()
        bundles: dict[str, Unit] = {}
        columns = columns_of(self.rules) + self.rules["ties"]
        for place, row in table(files, "applications.csv", columns):
            number, bundle = row["number"], row["bundle"]
            require(NUMBER.fullmatch(number), place, "value", "number")
            require(number not in seen, place, "again", number)
            seen.add(number)
            require(not bundle or NUMBER.fullmatch(bundle), place, "value", "bundle")
            unit = bundles.get(bundle)
            if unit:
                require(list(row.values())[1:] == unit.rest, place, "alike", bundle)
                unit.numbers.append(number)
                unit.size, unit.where = unit.size + 1, place
            else:
                unit = self.unit_of(place, row)
                self.units.append(unit)
                if bundle:
                    bundles[bundle] = unit
            self.children.append((number, unit))
        for bundle, unit in bundles.items():
            require(bundle not in seen, unit.where, "value", "bundle")
            for stage in self.stages:
                fits = stage.method not in ("deferred", "trading") or unit.size == 1
                require(fits, unit.where, "single", stage.number)

    def unit_of(self, place: str, row: dict[str, str]) -> Unit:
        """Read all that the children of a unit have in common."""
        for kind in list_in(place, row, "kinds"):
            fits = any(kind == each["kind"] for each in self.rules["kinds"])
            require(fits, place, "kind", kind)
        for column in (self.rules["belongs"], "place"):
            require(row[column] == "" or named(row[column]), place, "value", column)
        needed = {stage.by for stage in self.stages}
        fits = row["class"] == "" and "class" not in needed
        require(fits or re.fullmatch("[1-9][0-9]{0,5}", row["class"]), place, "value", "class")
        fits = row["points"] == "" and "points" not in needed
        require(fits or POINTS.fullmatch(row["points"]), place, "value", "points")
        unit = Unit(len(self.units), row, place)
        if self.rules["belongs"] == "primary":
            unit.own = self.primaries.get(row["primary"], -1)
        elif row["home"]:
            require(row["home"] in self.schools, place, "school", row["home"])
            unit.own = self.schools[row["home"]]
        for i, kind in enumerate(self.rules["choices"], 1):
            unit.choices.append(self.choice_of(place, row[f"choice_{i}"], kind == "zone"))
        wanted = [choice for choice in unit.choices if choice >= 0]
        require(len(set(wanted)) == len(wanted), place, "value", "choice")
        whole_in(place, row, *self.rules["ties"])
        unit.ties = tuple(int(row[tie]) for tie in self.rules["ties"])
        return unit

    def choice_of(self, place: str, name: str, zone: bool) -> int:
        if not name:
            return -1
        require(name in self.schools, place, "school", name)
        require(not zone or name in self.rules["zone"], place, "zone", name)
        return self.schools[name]


# --- Allocations: who stands before whom (P3)
class Place:
    """Where a unit is: the stage, its choice there (0: by none), and the slot."""

    def __init__(self, stage: Stage, choice: int, slot: Slot) -> None:
        self.stage, self.choice, self.slot = stage, choice, slot

    def ends(self, stage: Stage, choice: int, school: int) -> bool:
        """Tell whether who has this place waits no longer for what it asked in vain."""
        better = 0 < self.choice < choice and self.stage.choices() == stage.choices()
        return self.slot.school == school or better


class Run:
    """One carrying out of all stages; if it is `backwards` greater ids stand before smaller."""

    def __init__(self, case: Case, ticket: Keyed, backwards: bool) -> None:
        self.case, self.ticket = case, ticket
        self.left = [slot.seats for slot in case.slots]
        self.places: dict[int, Place] = {}  # by number of the unit
        self.out: set[int] = set()  # those in the pool no longer
        self.rows = ["stage,round,school,kept,seats,asked,entered,last"]
        self.vain: list[list[tuple[Stage, int, Unit]]] = [[] for _ in case.schools]
        self.marks = [0] * len(case.units)  # what counts last; the greater stands before
        self.marks_at: dict[tuple[int, int], int] = {}  # of draws at each school
        if case.draw:
            for unit in case.units:
                unit.ticket = ticket(f"{case.rules['round']}|{unit.id}")
                self.marks[unit.number] = -int.from_bytes(unit.ticket, "big")
        else:
            ordered = sorted(case.units, key=lambda unit: unit.id, reverse=not backwards)
            for mark, unit in enumerate(ordered):
                self.marks[unit.number] = mark

    def mark_at(self, unit: Unit, school: int) -> int:
        """Draw a unit at one school."""
        key = unit.number, school
        if key not in self.marks_at:
            label = f"{self.case.rules['round']}/{self.case.names[school]}|{unit.id}"
            self.marks_at[key] = -int.from_bytes(self.ticket(label), "big")
        return self.marks_at[key]

    def standing(self, stage: Stage, unit: Unit, school: int = -1) -> tuple[int, ...]:
        """Tell how a unit stands in a stage at a school: who has the greater stands before."""
        mark = self.mark_at(unit, school) if stage.each else self.marks[unit.number]
        if stage.by == "draw":
            return (mark,)
        claim = unit.points if stage.by == "points" else -unit.rank
        if school == unit.own >= 0 and (stage.anywhere or unit.choices[:1] == [school]):
            claim += stage.bonus
        return (claim, *unit.ties, mark)

    def standing_at(self, stage: Stage, unit: Unit, slot: Slot) -> tuple[int, ...]:
        """Tell how a unit stands at a slot: there its kind comes first."""
        return (int(slot.kind in unit.kinds), *self.standing(stage, unit, slot.school))

    def ways(self, unit: Unit) -> Iterator[tuple[int, Slot]]:
        """Go through the slots of a unit's choices, with the number of the choice."""
        for i, school in enumerate(unit.choices, 1):
            if school >= 0:
                yield from ((i, slot) for slot in self.case.slots_of[school] if slot.takes(unit))

    def enter(self, stage: Stage, choice: int, slot: Slot, unit: Unit) -> None:
        self.left[slot.number] -= unit.size
        self.places[unit.number] = Place(stage, choice, slot)

    def tell(
        self, where: tuple[Stage, int, Slot], seats: int, asked: list[Unit], entered: list[Unit]
    ) -> None:
        """Write a line of schools.csv (P6)."""
        stage, choice, slot = where
        last = ""
        if 0 < len(entered) < len(asked):
            last = min(entered, key=lambda unit: self.standing_at(stage, unit, slot)).id
        counts = f"{seats},{sum(u.size for u in asked)},{sum(u.size for u in entered)}"
        school = self.case.names[slot.school]
        self.rows.append(f"{stage.number},{choice},{school},{slot.kind},{counts},{last}")


# --- Allocations: the stages (P5)
Choices = Callable[[Unit], list[int]]


def pool(run: Run, stage: Stage, units: list[Unit]) -> None:
    left, entered = stage.places, []
    units = sorted(units, key=lambda unit: run.standing(stage, unit), reverse=True)
    for unit in units:
        if unit.size <= left:
            left -= unit.size
            entered.append(unit)
        else:
            run.out.add(unit.number)
    counts = f"{stage.places},{sum(u.size for u in units)},{sum(u.size for u in entered)}"
    last = entered[-1].id if 0 < len(entered) < len(units) else ""
    run.rows.append(f"{stage.number},1,,,{counts},{last}")


def rounds(run: Run, stage: Stage, units: list[Unit]) -> None:
    in_rounds(run, stage, units, lambda unit: unit.choices)


def catchment(run: Run, stage: Stage, units: list[Unit]) -> None:
    schools = run.case.schools
    lists = [[i, *map(schools.__getitem__, run.case.overflow[i])] for i in schools.values()]
    in_rounds(run, stage, units, lambda unit: lists[unit.own] if unit.own >= 0 else [])


def in_rounds(run: Run, stage: Stage, units: list[Unit], choices: Choices) -> None:
    """Go choice by choice. A unit asks one school then, so that schools may come one by one."""
    spare = list(run.case.spare)
    for i in range(max((len(choices(unit)) for unit in units), default=0)):
        asking: dict[int, list[Unit]] = {}
        for unit in units:
            wanted = choices(unit)[i : i + 1]
            if unit.number not in run.places and wanted and wanted[0] >= 0:
                asking.setdefault(wanted[0], []).append(unit)
        for school in sorted(asking):
            waiting = asking[school]
            for slot in run.case.slots_of[school]:
                asked = [unit for unit in waiting if slot.takes(unit)]
                if asked:
                    one_round(run, (stage, i + 1, slot), asked, spare)
                waiting = [unit for unit in waiting if unit.number not in run.places]
            run.vain[school] += ((stage, i + 1, unit) for unit in waiting)


def one_round(
    run: Run, where: tuple[Stage, int, Slot], asked: list[Unit], spare: list[int]
) -> None:
    stage, choice, slot = where
    rule, seats, entered = run.case.rules["last_seat"], run.left[slot.number], []
    order = asked
    if sum(unit.size for unit in asked) > seats:
        order = sorted(asked, key=lambda u: run.standing_at(stage, u, slot), reverse=True)
    for unit in order:
        left = run.left[slot.number]
        missing = max(0, unit.size - left)
        if missing and rule == "stop":
            break
        widens = rule == "widen" and left > 0 and not slot.kind
        if missing and widens and missing <= spare[slot.school]:
            spare[slot.school] -= missing
            run.left[slot.number] += missing
            seats, missing = seats + missing, 0
        if not missing:
            run.enter(stage, choice, slot, unit)
            entered.append(unit)
    run.tell(where, seats, asked, entered)


def deferred(run: Run, stage: Stage, units: list[Unit]) -> None:
    held: list[list[tuple[tuple[int, ...], int]]] = [[] for _ in run.left]  # the last one on top
    ways = {unit.number: run.ways(unit) for unit in units}
    asking = [unit.number for unit in reversed(units)]
    having: dict[int, tuple[int, Slot]] = {}
    while asking:
        number = asking.pop()
        for choice, slot in ways[number]:
            standing = run.standing_at(stage, run.case.units[number], slot)
            heapq.heappush(held[slot.number], (standing, number))
            having[number] = choice, slot
            if len(held[slot.number]) > run.left[slot.number]:
                _, last = heapq.heappop(held[slot.number])
                del having[last]
                asking.append(last)
            break
    asked_in_order(run, stage, units, having)


def serial(run: Run, stage: Stage, units: list[Unit]) -> None:
    left, having = list(run.left), {}
    for unit in sorted(units, key=lambda unit: run.standing(stage, unit), reverse=True):
        for choice, slot in run.ways(unit):
            if left[slot.number] >= unit.size:
                left[slot.number] -= unit.size
                having[unit.number] = choice, slot
                break
    asked_in_order(run, stage, units, having)


def asked_in_order(
    run: Run, stage: Stage, units: list[Unit], having: dict[int, tuple[int, Slot]]
) -> None:
    """Let all have what they have; each has asked all slots before that one, in vain."""
    asked: dict[int, list[Unit]] = {}
    entered: dict[int, list[Unit]] = {}
    for unit in units:
        _, own = having.get(unit.number, (0, None))
        for choice, slot in run.ways(unit):
            asked.setdefault(slot.number, []).append(unit)
            if slot is own:
                entered.setdefault(slot.number, []).append(unit)
                break
            vain = run.vain[slot.school]
            if not vain or vain[-1] != (stage, choice, unit):
                vain.append((stage, choice, unit))
    for number in sorted(asked):
        where = stage, 1, run.case.slots[number]
        run.tell(where, run.left[number], asked[number], entered.get(number, []))
    for unit in units:
        if unit.number in having:
            run.enter(stage, *having[unit.number], unit)


def trading(run: Run, stage: Stage, units: list[Unit]) -> None:
    """Follow who points to whom until the path meets itself: that is a circle."""
    fans = fans_of(run, stage, units)
    ways = {unit.number: list(run.ways(unit))[::-1] for unit in units}  # the first comes last
    left, gone = list(run.left), set()
    having: dict[int, tuple[int, Slot]] = {}
    for unit in units:
        path = [] if unit.number in gone else [unit.number]
        on_path = set(path)
        while path:
            mine = ways[path[-1]]
            while mine and not left[mine[-1][1].number]:
                mine.pop()
            fan = fans[mine[-1][1].number] if mine else []
            while fan and fan[-1][1] in gone:
                fan.pop()
            first = fan[-1][1] if fan else path[-1]
            if first not in on_path:
                path.append(first)
                on_path.add(first)
                continue
            number = -1
            while number != first:  # all of the circle, or who has no way left, by itself
                number = path.pop()
                gone.add(number)
                if mine:
                    having[number] = ways[number][-1]
                    left[having[number][1].number] -= 1
    asked_in_order(run, stage, units, having)


def fans_of(
    run: Run, stage: Stage, units: list[Unit]
) -> dict[int, list[tuple[tuple[int, ...], int]]]:
    """List for each slot all who have it among theirs; who stands first comes last."""
    fans: dict[int, list[tuple[tuple[int, ...], int]]] = {}
    for unit in units:
        for _, slot in run.ways(unit):
            standing = run.standing_at(stage, unit, slot)
            fans.setdefault(slot.number, []).append((standing, unit.number))
    for each in fans.values():
        each.sort()
    return fans


def nearest(run: Run, stage: Stage, units: list[Unit]) -> None:
    """Give seats at the least cost: metres, or in `zone_seat` the place of the school there."""
    zone = {run.case.schools[name]: i for i, name in enumerate(run.case.rules["zone"], 1)}
    alike: dict[tuple[str, frozenset[str]], int] = {}
    costs: list[dict[int, int]] = []  # by slot, one for all who live at a place and are of a kind
    singles: list[tuple[int, int]] = []
    for unit in sorted(units, key=lambda unit: run.standing(stage, unit), reverse=True):
        key = "" if stage.method == "zone_seat" else unit.lives, unit.kinds
        if key not in alike:
            alike[key] = len(costs)
            ways = zone if stage.method == "zone_seat" else run.case.metres.get(unit.lives, {})
            slots = [slot for school in ways for slot in run.case.slots_of[school]]
            costs.append({slot.number: ways[slot.school] for slot in slots if slot.takes(unit)})
        if unit.size == 1:
            singles.append((unit.number, alike[key]))
            continue
        mine = costs[alike[key]].items()
        fits = [(cost, slot) for slot, cost in mine if run.left[slot] >= unit.size]
        if fits:
            run.enter(stage, 0, run.case.slots[min(fits)[1]], unit)
    seating = Seating(run.left, costs)
    for number, sort in singles:
        seating.seat(number, sort)
    seating.settle()
    for number, place in seating.at.items():
        run.places[number] = Place(stage, 0, run.case.slots[place])


class Seating:
    """Seats for units of one child, of whom all of one sort have the same costs.

    Who comes is seated by the shortest way on which one takes a seat, whoever had it the next, and
    so on to a seat that is left; `price` makes the lengths of all steps 0 or more (successive
    shortest paths, Hungarian method): who is seated has the least of cost + price of all slots, and
    only full slots have a price. Then every way of least cost keeps to the steps of length 0.
    """

    def __init__(self, left: list[int], costs: list[dict[int, int]]) -> None:
        self.left, self.costs = left, costs
        self.price = [0] * len(left)
        self.at: dict[int, int] = {}  # the slot of each who is seated, in the order of coming
        self.sort: dict[int, int] = {}
        self.held: list[dict[int, set[int]]] = [{} for _ in left]  # by slot and sort
        self.gaps: list[dict[int, list[tuple[int, int]]]] = [{} for _ in left]
        self.closed: set[int] = set()  # full slots from which no way leads to a seat

    def put(self, number: int, slot: int) -> None:
        """Put one into a slot; and note what it costs more to be in each other one."""
        sort = self.sort[number]
        costs, held = self.costs[sort], self.held[slot].setdefault(sort, set())
        if not held:
            for other, cost in costs.items():
                gap = cost - costs[slot], sort
                heapq.heappush(self.gaps[slot].setdefault(other, []), gap)
        held.add(number)
        self.at[number] = slot

    def move(self, sort: int, slot: int, other: int) -> None:
        self.put(self.held[slot][sort].pop(), other)

    def seat(self, number: int, sort: int) -> None:
        """Seat one more, if all can have seats at once (Dijkstra's shortest path)."""
        costs = self.costs[sort]
        if costs.keys() <= self.closed:
            return
        least = {slot: cost + self.price[slot] for slot, cost in costs.items()}
        heap = [(length, slot, -1, sort) for slot, length in least.items()]
        heapq.heapify(heap)
        done: dict[int, tuple[int, int, int]] = {}  # length, slot before, sort that steps
        while heap:
            length, slot, before, who = heapq.heappop(heap)
            if slot in done:
                continue
            done[slot] = length, before, who
            if self.left[slot]:
                self.sort[number] = sort
                self.shift(number, slot, done)
                return
            for other, gaps in self.gaps[slot].items():
                while gaps and not self.held[slot][gaps[0][1]]:
                    heapq.heappop(gaps)
                if gaps and other not in done:
                    way = length + gaps[0][0] + self.price[other] - self.price[slot]
                    if way < least.get(other, way + 1):
                        least[other] = way
                        heapq.heappush(heap, (way, other, slot, gaps[0][1]))
        self.closed |= done.keys()

    def shift(self, number: int, slot: int, done: dict[int, tuple[int, int, int]]) -> None:
        """Let all on the way to a seat step on, and make the steps on it those of length 0."""
        for each, (length, _, _) in done.items():
            self.price[each] += done[slot][0] - length
        self.left[slot] -= 1
        while done[slot][1] >= 0:
            _, before, who = done[slot]
            self.move(who, before, slot)
            slot = before
        self.put(number, slot)

    def settle(self) -> None:
        """Give each in turn, of the ways of least cost, the best slot; then leave it there."""
        steps = []  # for each sort its slots of length 0, the best first
        for costs in self.costs:
            least = min((cost + self.price[slot] for slot, cost in costs.items()), default=0)
            even = [
                (cost, slot) for slot, cost in costs.items() if cost + self.price[slot] == least
            ]
            steps.append([slot for _, slot in sorted(even)])
        for number in self.sort:
            slot, sort = self.at[number], self.sort[number]
            self.held[slot][sort].remove(number)
            vain: set[int] = set()
            for better in steps[sort][: steps[sort].index(slot)]:
                way = self.way(better, slot, steps, vain)
                for one, who, other in way:
                    self.step(one, who, other)
                if way:
                    self.at[number] = better
                    break

    def way(
        self, first: int, last: int, steps: list[list[int]], vain: set[int]
    ) -> list[tuple[int, int, int]]:
        """Find how those not settled yet can make room in `first` if one leaves `last`.

        A step to -1 takes a seat that is left; one from there leaves a seat, which has no price.
        From slots in `vain` no way leads to `last`.
        """
        came: dict[int, tuple[int, int]] = {first: (first, -1)}
        queue = [first]
        for slot in queue:  # it grows on the way
            if slot == last:
                break
            if slot < 0:
                nexts = [(other, -1) for other, price in enumerate(self.price) if not price]
            else:
                sorts = [sort for sort, held in self.held[slot].items() if held]
                nexts = [(other, sort) for sort in sorts for other in steps[sort]]
                nexts += [(-1, -1)] if self.left[slot] else []
            for other, sort in nexts:
                if other not in came and other not in vain:
                    came[other] = slot, sort
                    queue.append(other)
        if last not in came:
            vain.update(came)
            return []
        way = []
        while last != first:
            before, who = came[last]
            way.append((before, who, last))
            last = before
        return way

    def step(self, slot: int, sort: int, other: int) -> None:
        if other < 0:
            self.left[slot] -= 1
        elif slot < 0:
            self.left[other] += 1
        else:
            self.move(sort, slot, other)


METHODS = {
    "pool": pool, "catchment": catchment, "rounds": rounds, "deferred": deferred, "serial": serial,
    "trading": trading, "nearest": nearest, "zone_seat": nearest,
}  # fmt: skip


def made(case: Case, ticket: Keyed, backwards: bool) -> Run:
    """Carry out all stages."""
    run = Run(case, ticket, backwards)
    for stage in case.stages:
        units = [
            unit
            for unit in case.units
            if unit.number not in run.places and (stage.for_all or unit.number not in run.out)
        ]
        METHODS[stage.method](run, stage, units)
    return run


# --- Allocations: what comes of it (P6)
def result_rows(run: Run) -> Iterator[str]:
    yield "number,ticket,stage,choice,school,kept"
    for number, unit in run.case.children:
        place, columns = run.places.get(unit.number), ",,,"
        if place:
            school = run.case.names[place.slot.school]
            columns = f"{place.stage.number},{place.choice or ''},{school},{place.slot.kind}"
        yield f"{number},{unit.ticket.hex()},{columns}"


def waiting_rows(run: Run) -> Iterator[str]:
    yield "school,place,number"
    for school, name in enumerate(run.case.names):
        waiting: dict[int, tuple[Stage, int, Unit]] = {}
        for stage, choice, unit in run.vain[school]:  # in the order of stages and rounds
            place = run.places.get(unit.number)
            if not place or not place.ends(stage, choice, school):
                waiting.setdefault(unit.number, (stage, choice, unit))
        order = sorted(
            waiting.values(), key=lambda each: run.standing(each[0], each[2], school), reverse=True
        )
        by_rounds = ("rounds", "catchment")
        order.sort(key=lambda each: (each[0].number, each[1] * (each[0].method in by_rounds)))
        shared, before = 0, None
        for i, (stage, choice, unit) in enumerate(order, 1):
            round_ = choice * (stage.method in by_rounds)
            alike = stage.number, round_, run.standing(stage, unit, school)[:-1]
            if run.case.draw or alike != before:
                shared, before = i, alike
            yield from (f"{name},{shared},{number}" for number in unit.numbers)


# --- Classes: the rules and the list (C1)
def division_of(files: dict[str, bytes]) -> dict[str, Any]:
    """Take the rules of classes, or of a draw for who comes later, each a value that there is."""
    place = "rules.json"
    found = json_of(files, place)
    late = type(found) is dict and found.get("regime") == "late"
    kinds = dict(LATE if late else DIVIDED)
    key = "free" if late else "mean"
    if type(found) is dict and found.get(key, "") is None:
        kinds[key] = type(None)
    rules = exactly(place, found, **kinds)
    require(rules["regime"] == ("late" if late else "classes"), place, "value", "regime")
    require(rules["hash"] in ("sha256", "sm3"), place, "value", "hash")
    fits = re.fullmatch("[^\x00-\x1f\x7f|]+", rules["round"]) and rules["round"].strip()
    require(fits, place, "value", "round")
    for key in ("size", "sex", "special"):
        require(rules[key] <= 1000, place, "value", key)
    (check_held if late else check_made)(rules)
    return rules


def counts_in(values: Any, many: int) -> bool:
    fits = type(values) is list and len(values) == many
    return fits and all(type(each) is int and each <= 1000 for each in values)


def check_held(rules: dict[str, Any]) -> None:
    held, free = rules["held"], rules["free"]
    fits = 1 <= len(held) <= 60 and all(counts_in(each, 3) for each in held)
    fits = fits and all(special <= boys + girls for boys, girls, special in held)
    require(fits, "rules.json", "value", "held")
    require(free is None or counts_in(free, len(held)), "rules.json", "value", "free")


def check_made(rules: dict[str, Any]) -> None:
    place, method, mean, teams = "rules.json", rules["method"], rules["mean"], rules["teams"]
    require(method in ("random", "serpentine"), place, "value", "method")
    require(2 <= rules["classes"] <= 60, place, "value", "classes")
    fits = method == "random" if mean is None else SCORE.fullmatch(mean)
    require(fits, place, "value", "mean")
    fits = all(type(team) is str and NUMBER.fullmatch(team) for team in teams)
    fits = fits and len(set(teams)) == len(teams) and len(teams) in (0, rules["classes"])
    require(fits, place, "value", "teams")


class Pupil:
    """A line of the list; `group` is 0 to 3: boys and girls with special needs, then others."""

    __slots__ = ("bound", "group", "number", "score", "twins", "where")

    def __init__(self, where: str, row: dict[str, str]) -> None:
        for column, pattern in LISTED.items():
            require(re.fullmatch(pattern, row[column]), where, "value", column)
        fits = bool(row["twins"]) == bool(row["together"])
        require(fits, where, "value", "together")
        self.where, self.number, self.twins = where, row["number"], row["twins"]
        self.bound = row["together"] == "yes"
        self.group = (row["sex"] == "female") + 2 * (row["special"] == "no")
        self.score = in_points(row["score"]) if row["score"] else -1


LISTED = {
    "number": NUMBER.pattern, "sex": "male|female", "score": f"({SCORE.pattern})?",
    "twins": f"({NUMBER.pattern})?", "together": "(yes|no)?", "special": "yes|no",
}  # fmt: skip


def pupils_of(files: dict[str, bytes], rules: dict[str, Any]) -> list[Pupil]:
    """Read the pupils, in the order of their numbers."""
    found: dict[str, Pupil] = {}
    for where, row in table(files, "list.csv", list(LISTED)):
        pupil = Pupil(where, row)
        require(pupil.number not in found, where, "again", pupil.number)
        found[pupil.number] = pupil
    least = rules.get("classes", 1)
    require(len(found) >= least, at_line("list.csv", len(found) + 2), "few", least)
    if rules.get("free") is not None:
        most = sum(rules["free"])
        require(len(found) <= most, at_line("list.csv", most + 2), "full", most)
    check_births(list(found.values()), rules)
    return [found[number] for number in sorted(found)]


def check_births(pupils: list[Pupil], rules: dict[str, Any]) -> None:
    births: dict[str, list[Pupil]] = {}
    classes = len(rules["held"]) if "held" in rules else rules["classes"]
    for pupil in pupils:
        require(rules.get("mean") is None or pupil.score >= 0, pupil.where, "value", "score")
        births.setdefault(pupil.twins, []).append(pupil)
        first = births[pupil.twins][0]
        require(pupil.bound == first.bound, pupil.where, "birth", pupil.twins)
    births.pop("", None)
    for twins, members in births.items():
        require(len(members) > 1, members[0].where, "alone", twins)
        fits = members[0].bound or len(members) <= classes
        require(fits, members[-1].where, "crowd", twins)


# --- Classes: rooms (C3), and what is too much in them (C6)
class Grade:
    """The pupils, the rules, and who belongs together."""

    def __init__(self, pupils: list[Pupil], rules: dict[str, Any], ticket: Keyed) -> None:
        self.pupils, self.rules, self.ticket = pupils, rules, ticket
        self.rooms = range(rules["classes"])
        births: dict[str, list[int]] = {}
        for i, pupil in enumerate(pupils):
            if pupil.twins:
                births.setdefault(pupil.twins, []).append(i)
        self.bound = [each for each in births.values() if pupils[each[0]].bound]
        self.apart = [each for each in births.values() if not pupils[each[0]].bound]
        self.units = [[i] for i, pupil in enumerate(pupils) if not pupil.bound] + self.bound

    def room(self, *label: object) -> int:
        """Draw a room."""
        named = "|".join(map(str, (self.rules["round"], *label)))
        return uniform(self.ticket, named, len(self.rooms))


class Rooms:
    """The room of each pupil, -1 while there is none, and how many of whom are in each room."""

    def __init__(self, grade: Grade) -> None:
        self.grade, self.room = grade, [-1] * len(grade.pupils)
        self.limits: list[int] = [grade.rules[key] for key in ("sex", "sex", "special", "size")]
        self.counts = [[0] * len(grade.rooms) for _ in self.limits]  # boys, girls, special, all
        self.known: dict[tuple[int, ...], int] = {}  # what was too much of such counts

    def count(self, group: int, room: int, more: int = 1) -> None:
        self.counts[group % 2][room] += more
        self.counts[2][room] += more * (group < 2)
        self.counts[3][room] += more

    def put(self, members: Iterable[int], room: int) -> None:
        """Put pupils into a room, out of the one where they were."""
        for i in members:
            group = self.grade.pupils[i].group
            if self.room[i] >= 0:
                self.count(group, self.room[i], -1)
            self.count(group, room)
            self.room[i] = room

    def too_much(self) -> int:
        found = 0
        for limit, counts in zip(self.limits, self.counts):  # noqa: B905
            key = (limit, *counts)
            if key not in self.known:
                self.known[key] = outside(counts, limit)
            found += self.known[key]
        for members in self.grade.apart:
            found += len(members) - len({self.room[i] for i in members})
        return found

    def take(self, u: int, room: int, v: int) -> None:
        """Move a unit to a room; and v, unless it is -1, to where that was."""
        units = self.grade.units
        here = self.room[units[u][0]]
        self.put(units[u], room)
        self.put(units[v] if v >= 0 else (), here)

    def steps(self) -> Iterator[tuple[int, int, int, int]]:
        """Try every move and exchange; of units that are alike in one room the first will do."""
        pupils, units = self.grade.pupils, self.grade.units
        first: dict[tuple[object, ...], int] = {}
        for u, unit in enumerate(units):
            one, groups = pupils[unit[0]], sorted(pupils[i].group for i in unit)
            first.setdefault((self.room[unit[0]], one.bound or one.twins, *groups), u)
        for u in first.values():
            here = self.room[units[u][0]]
            tried = [(room, -1) for room in self.grade.rooms]
            tried += [(self.room[units[v][0]], v) for v in first.values() if v > u]
            for room, v in tried:
                if room != here:
                    self.take(u, room, v)
                    yield self.too_much(), u, room, v
                    self.take(u, here, v)

    def mended(self) -> bool:
        """Take steps as long as they help; tell whether nothing is too much in the end."""
        for _ in range(500):
            now = self.too_much()
            if now == 0:
                return True
            best = min(self.steps())
            if best[0] >= now:
                return False
            self.take(*best[1:])
        return self.too_much() == 0


def outside(counts: list[int], limit: int) -> int:
    if max(counts) - min(counts) <= limit:
        return 0
    return min(
        sum(max(x - count, count - x - limit, 0) for count in counts)
        for x in range(min(counts), max(counts) + 1)
    )


# --- Classes: how pupils come to rooms (C4, C5)
def dealt(seating: Rooms, attempt: int) -> None:
    grade, pupils = seating.grade, seating.grade.pupils
    label = f"{grade.rules['round']}|child|{attempt}"
    drawn = [grade.ticket(f"{label}|{pupil.number}") for pupil in pupils]
    bound = [0 for _ in grade.rooms]
    births = sorted(grade.bound, key=lambda each: (-len(each), min(drawn[i] for i in each)))
    for turn, members in enumerate(births):
        room = grade.room("birth", attempt, turn) if attempt else bound.index(min(bound))
        bound[room] += len(members)
        seating.put(members, room)
    by_score = grade.rules["method"] == "serpentine"
    for group in range(4):
        free = [i for i, pupil in enumerate(pupils) if pupil.group == group and not pupil.bound]
        free.sort(key=lambda i: (-pupils[i].score if by_score else 0, drawn[i]))
        places = quotas(seating, group, len(free))
        for i, room in zip(free, in_rows(places, group % 2)):  # noqa: B905
            seating.room[i] = room  # it is counted already


def quotas(seating: Rooms, group: int, many: int) -> list[int]:
    """Count places for a group, and count each like a pupil."""
    places = [0 for _ in seating.grade.rooms]
    sex, special, all_ = seating.counts[group % 2], seating.counts[2], seating.counts[3]
    for _ in range(many):
        held = [(special[r] * (group < 2), sex[r], all_[r], r) for r in seating.grade.rooms]
        room = min(held)[-1]
        places[room] += 1
        seating.count(group, room)
    return places


def in_rows(places: list[int], girls: int) -> Iterator[int]:
    for row in range(max(places)):
        rooms = [room for room, count in enumerate(places) if count > row]
        yield from reversed(rooms) if row % 2 != girls else rooms


def scattered(seating: Rooms, attempt: int) -> None:
    grade = seating.grade
    for members in grade.units:
        number = grade.pupils[members[0]].number
        seating.put(members, grade.room("scatter", attempt, number))


# --- Classes: levelling (C7); all means are whole, `common` times as large as they are
def levelled(seating: Rooms, limit: int) -> bool:
    """Exchange as long as it helps; tell whether the gap is within the limit in the end."""
    pupils, room, sizes = seating.grade.pupils, seating.room, seating.counts[3]
    common = math.lcm(*filter(None, sizes))
    times = [common // size if size else 0 for size in sizes]
    means = [0] * len(sizes)
    for pupil, where in zip(pupils, room):  # noqa: B905
        means[where] += pupil.score * times[where]
    for made in range(501):
        filled = [mean for mean, size in zip(means, sizes) if size]  # noqa: B905
        gap, spread = max(filled) - min(filled), spread_of(filled)
        if gap <= limit * common:
            return True
        best = min(exchanges(seating, means, times), default=(gap, spread, 0, 0))
        if made == 500 or best[:2] >= (gap, spread):
            break
        _, _, p, q = best
        here, there, more = room[p], room[q], pupils[q].score - pupils[p].score
        means[here] += more * times[here]
        means[there] -= more * times[there]
        seating.put([p], there)
        seating.put([q], here)
    return False


def spread_of(means: list[int]) -> int:
    """Compute the spread, as many times too large as there are means."""
    return len(means) * sum(mean * mean for mean in means) - sum(means) ** 2


def exchanges(
    seating: Rooms, means: list[int], times: list[int]
) -> Iterator[tuple[int, int, int, int]]:
    """Tell of every exchange the gap and the spread after it, p and q."""
    filled = [room for room in seating.grade.rooms if times[room]]
    ends = {max(filled, key=means.__getitem__), min(filled, key=means.__getitem__)}
    free: list[list[int]] = [[] for _ in means]
    for i, pupil in enumerate(seating.grade.pupils):
        if not pupil.twins:
            free[seating.room[i]].append(i)
    pupils = seating.grade.pupils
    for here, there in ((here, there) for here in ends for there in filled if there != here):
        rest = [means[room] for room in filled if room not in (here, there)]
        squares, total = sum(mean * mean for mean in rest), sum(rest)
        most = [max(rest), min(rest)] if rest else []
        for p, q in ((p, q) for p in free[here] for q in free[there]):
            if pupils[p].group == pupils[q].group:
                more = pupils[q].score - pupils[p].score
                a, b = means[here] + more * times[here], means[there] - more * times[there]
                spread = len(filled) * (squares + a * a + b * b) - (total + a + b) ** 2
                yield max(a, b, *most) - min(a, b, *most), spread, p, q


# --- Classes: all of it (C3), and what comes of it (C8)
def divided(grade: Grade) -> list[int]:
    """Make the classes: the class of each pupil."""
    start, mean, levellings = grade.room("start"), grade.rules["mean"], 0
    for attempt in range(40):
        seating = Rooms(grade)
        (dealt if attempt < 20 else scattered)(seating, attempt)
        if not seating.mended():
            continue
        if mean is None or levelled(seating, in_points(mean)):
            return [(start + room) % len(grade.rooms) + 1 for room in seating.room]
        levellings += 1
        if levellings == 8:
            break
    raise Wrong("list.csv", "none")


def class_rows(grade: Grade) -> Iterator[str]:
    yield "number,class"
    for pupil, room in zip(grade.pupils, divided(grade)):  # noqa: B905
        yield f"{pupil.number},{room}"


def team_rows(rules: dict[str, Any], ticket: Keyed) -> Iterator[str]:
    yield "team,class"
    teams = rules.get("teams", [])
    drawn = sorted(teams, key=lambda team: ticket(f"{rules['round']}|teams|{team}"))
    yield from (f"{team},{drawn.index(team) + 1}" for team in sorted(teams))


# --- Classes: who comes later (C9)
def late_rows(pupils: list[Pupil], rules: dict[str, Any], ticket: Keyed) -> Iterator[str]:
    yield "number,class,among"
    for attempt in range(100):
        rows = Late(rules).drawn(pupils, ticket, attempt)
        if rows:
            yield from rows
            return
    raise Wrong("list.csv", "none")


class Late:
    """What is in each class, while one unit after another is drawn into it."""

    def __init__(self, rules: dict[str, Any]) -> None:
        self.round, self.free = rules["round"], rules["free"] and list(rules["free"])
        self.counts = [list(each) for each in zip(*rules["held"])]  # noqa: B905
        boys, girls, _ = self.counts
        self.counts.append([a + b for a, b in zip(boys, girls)])  # noqa: B905
        keys = ("sex", "sex", "special", "size")  # of boys, girls, special, all
        self.limits = [
            max(rules[key], max(each) - min(each))
            for key, each in zip(keys, self.counts)  # noqa: B905
        ]
        self.taken: dict[str, set[int]] = {}  # by a birth that is not bound

    def put(self, unit: list[Pupil], room: int, more: int = 1) -> None:
        for pupil in unit:
            self.counts[pupil.group % 2][room] += more
            self.counts[2][room] += more * (pupil.group < 2)
            self.counts[3][room] += more

    def too_much(self) -> int:
        return sum(map(outside, self.counts, self.limits))

    def open(self, unit: list[Pupil]) -> list[int]:
        shut = self.taken.get(unit[0].twins, ())
        return [
            room
            for room in range(len(self.counts[0]))
            if room not in shut and (self.free is None or self.free[room] >= len(unit))
        ]

    def worth(self, unit: list[Pupil], room: int) -> tuple[int, ...]:
        special = self.counts[2][room] if any(each.group < 2 for each in unit) else 0
        alike = sum(self.counts[each.group % 2][room] for each in unit)
        held = special, alike, self.counts[3][room]
        self.put(unit, room)
        much = self.too_much()
        self.put(unit, room, -1)
        return (much, *held)

    def drawn(self, pupils: list[Pupil], ticket: Keyed, attempt: int) -> list[str]:
        """Draw for all; no rows if somebody finds no class, or something is too much at the end."""
        label = f"{self.round}|late again|{attempt}" if attempt else f"{self.round}|late"
        rows: list[str] = []
        for unit in in_turn(pupils, ticket, label):
            first, among = unit[0], self.open(unit)
            if not among:
                return []
            if attempt < 20:
                worth = {room: self.worth(unit, room) for room in among}
                among = [room for room in among if worth[room] == min(worth.values())]
            room = among[uniform(ticket, f"{label}|{first.number}", len(among))]
            self.put(unit, room)
            if first.twins:
                self.taken.setdefault(first.twins, set()).add(room)
            if self.free is not None:
                self.free[room] -= len(unit)
            told = ";".join(str(each + 1) for each in among)
            rows += [f"{each.number},{room + 1},{told}" for each in unit]
        return [] if self.too_much() else rows


def in_turn(pupils: list[Pupil], ticket: Keyed, label: str) -> list[list[Pupil]]:
    """Order who draws: bound births, pupils of other births, with special needs, all others."""
    units: dict[str, list[Pupil]] = {}
    for pupil in pupils:
        units.setdefault(pupil.twins if pupil.bound else f"|{pupil.number}", []).append(pupil)

    def turn(unit: list[Pupil]) -> tuple[int, int, bytes]:
        first = unit[0]
        step = int(not first.bound) if first.twins else 2 + (first.group > 1)
        return step, -len(unit), ticket(f"{label}|{first.number}")

    return sorted(units.values(), key=turn)


# --- All of it in order (7)
def draw_of(files: dict[str, bytes]) -> dict[str, Any]:
    """Take the rules of a draw, each a value that there is."""
    rules = object_of(
        files, "rules.json", regime=str, hash=str, variant=str, round=str, last_seat=str
    )
    for key, choices in RULES.items():
        require(rules[key] in choices, "rules.json", "value", key)
    require(re.fullmatch(FIELD, rules["round"]), "rules.json", "value", "round")
    return rules


def examine_draw(
    files: dict[str, bytes], rules: dict[str, Any], seed: dict[str, Any], digest: Digest, say: Say
) -> int:
    say("4. 名额与名单", "4. the places and the roster")
    plans = plans_of(files)
    say("5. 抽签前的冻结", "5. what was frozen before the draw")
    check_frozen(files, seed, digest)
    say("6. 种子的各方来源", "6. the parts of the seed, and the seed")
    check_seed(files, seed, digest)
    thrown = thrown_in(seed, plans, PARAMETERS[rules["variant"]])
    say("7. 重新抽签，逐行核对结果", "7. the draw made again, and the result line by line")
    begun = partial(keyed, digest, bytes.fromhex(seed["seed"]))
    check_rows(files, "result.csv", result_of(plans, rules, begun, thrown), "result")
    return sum(len(plan.roster) for plan in plans.values())


def examine_allocation(
    files: dict[str, bytes], rules: dict[str, Any], seed: dict[str, Any], digest: Digest, say: Say
) -> int:
    say("4. 学校、路程与申请", "4. the schools, the ways there and the applications")
    case = Case(files, rules)
    say("5. 录取前的冻结", "5. what was frozen before the allocation")
    check_frozen(files, seed, digest)
    say("6. 种子的各方来源", "6. the parts of the seed, and the seed")
    require(bool(seed["parts"]) == case.draw, "seed.json", "value", "parts")
    check_seed(files, seed, digest)
    say("7. 重新录取，逐行核对结果", "7. the allocation made again, and three tables line by line")
    ticket = keyed(digest, bytes.fromhex(seed["seed"]))
    run = made(case, ticket, False)
    check_rows(files, "result.csv", result_rows(run), "places")
    if not case.draw:
        check_rows(files, "result.csv", result_rows(made(case, ticket, True)), "settled")
    check_rows(files, "schools.csv", run.rows, "places")
    check_rows(files, "waiting.csv", waiting_rows(run), "places")
    return len(case.children)


def examine_classes(
    files: dict[str, bytes], rules: dict[str, Any], seed: dict[str, Any], digest: Digest, say: Say
) -> int:
    say("4. 名单", "4. the list")
    pupils = pupils_of(files, rules)
    say("5. 编班前的冻结", "5. what was frozen before the classes")
    check_frozen(files, seed, digest)
    say("6. 种子的各方来源", "6. the parts of the seed, and the seed")
    require(seed["parts"], "seed.json", "value", "parts")
    check_seed(files, seed, digest)
    say("7. 重新编班，逐行核对结果", "7. the classes made again, and two tables line by line")
    ticket = keyed(digest, bytes.fromhex(seed["seed"]))
    late = rules["regime"] == "late"
    rows = late_rows(pupils, rules, ticket) if late else class_rows(Grade(pupils, rules, ticket))
    check_rows(files, "result.csv", rows, "classes")
    check_rows(files, "teams.csv", team_rows(rules, ticket), "classes")
    return len(pupils)


EXAMINE = {
    "draw": (draw_of, examine_draw), "allocation": (allocation_of, examine_allocation),
    "classes": (division_of, examine_classes),
}  # fmt: skip


def examine(data: bytes, published: str, say: Say) -> dict[str, Any]:
    """Check everything in the order of the page; and `say` what is checked next.

    Raises:
        Wrong: for the first thing that is not so.
    """
    say("1. 文件的每一个字节", "1. every byte of the file")
    files = contents(data)
    kind = next(kind for kind, names in KINDS.items() if names[1] in files)
    say("2. 各项内容", "2. its entries")
    for name in files:
        text_of(files, name)
    about = object_of(
        files, "package.json", format=str, kind=str, title=str, engine=str, rehearsal=bool
    )
    require(about["format"] == "xuequ-package-1", "package.json", "value", "format")
    require(about["kind"] == kind, "package.json", "value", "kind")
    read, again = EXAMINE[kind]
    rules = read(files)
    seed = object_of(files, "seed.json", parts=list, thrown=list, frozen=str, seed=str)
    require(kind == "draw" or not seed["thrown"], "seed.json", "value", "thrown")
    say("3. 各项内容的摘要", "3. the digests of the entries")
    digest = digest_called(rules["hash"])
    check_digests(files, digest)
    numbers = again(files, rules, seed, digest, say)
    own = digest(files["digests.txt"]).hex()
    if published:
        say("8. 与已公布的摘要比对", "8. the digest that was published")
        require(published in (own, seed["frozen"]), "digests.txt", "published")
    return {**about, "digest": own, "frozen": seed["frozen"], "numbers": numbers}


BEFORE = {"draw": ("抽签", "draw"), "allocation": ("录取", "allocation"),
          "classes": ("编班", "making of classes")}  # fmt: skip


def conclude(found: dict[str, Any], published: str, say: Say) -> None:
    title, engine = shown(found["title"]), shown(found["engine"])
    digest, frozen = found["digest"], found["frozen"]
    say(f"{title}：编号 {found['numbers']} 个", f"{title}: {found['numbers']} numbers")
    say(f"软件 {engine}", f"made by {engine}")
    say(f"结果包的摘要 {digest}", f"digest of the package {digest}")
    before, en = BEFORE[found["kind"]]
    say(f"{before}前冻结的摘要 {frozen}", f"frozen before the {en} {frozen}")
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
        say(
            f"✓ 为真，与{before}前公布的冻结摘要一致。", f"✓ GENUINE, as published before the {en}."
        )


def main(arguments: list[str] | None = None) -> int:
    reader = argparse.ArgumentParser(description="核对结果包 / Check a sealed package")
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
