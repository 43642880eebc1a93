#!/usr/bin/env python3
"""Check the sealed package of a draw: python3 verify.py PACKAGE [DIGEST] [--en].

核对抽签密封包:python3 verify.py 密封包 [已公布的摘要]。退出码:0 为真,1 不为真,2 读不了。

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
from collections.abc import Callable
from typing import Any, Union

# fmt: off
ENTRIES = ("package.json", "roster.csv", "seats.csv", "rules.json", "seed.json", "result.csv",
           "log.txt", "digests.txt")
PARAMETERS: dict[str, tuple[str, ...]] = {
    "ticket": (), "random_number": (), "ring": ("start", "interval"), "step": ("start",),
    "onwards": ("start", "direction"),
}
CHOICES = {"regime": ("draw",), "hash": ("sha256", "sm3"), "variant": tuple(PARAMETERS),
           "last_seat": ("pass", "split")}
LARGEST = 1 << 30  # bytes this program is willing to read; a million numbers need 150 million
CONTROL = re.compile("[\x00-\x1f\x7f]")
UNFIT = re.compile('[\x00-\x09\x0b-\x1f\x7f"]|\\A |(?<=[,\n]) | (?=[,\n])')  # in a table
WHOLE = re.compile("0|[1-9][0-9]{0,8}")
NUMBER = re.compile("[0-9A-Za-z-]{1,32}")
MESSAGES = {
    "crc": ("{0} 的内容与校验值 CRC-32 不符", "the content of {0} does not fit its CRC-32"),
    "header": ("{0} 的文件头中应为 {1:02X}", "in the headers of {0}, {1:02X} belongs here"),
    "ends": ("文件在 {0} 中间断了", "the file ends inside {0}"),
    "follows": ("文件末尾之后还有内容", "something follows the end of the file"),
    "utf8": ("不是 UTF-8 文字", "this is not UTF-8"),
    "mark": ("不得有字节顺序标记", "no byte order mark belongs here"),
    "json": ("不合 JSON 语法", "this is not JSON"),
    "deep": ("JSON 嵌套过深", "the JSON is nested too deeply"),
    "half": ("文字中有半个字符", "a text holds half a character"),
    "twice": ("同一个键出现两次", "an object names a key twice"),
    "whole": ("{0} 不是合格的数", "{0} is no number as they are written here"),
    "keys": ("应当恰好有这些键:{0}", "an object with exactly these keys belongs here: {0}"),
    "type": ("{0} 缺失或类型不对", "{0} is missing or of another type"),
    "format": ("不是第 1 版抽签密封包", "not the package of a draw, version 1"),
    "choice": ("{0} 应为 {1}", "{0} must be {1}"),
    "name": ("{0} 不是合格的名称", "{0} is not a name as they are written here"),
    "digest": ("与 {0} 的摘要不符", "this is not the digest of {0}"),
    "last": ("应当到此为止", "it must end here"),
    "field": ("有引号、控制字符或首尾空格",
              "a quotation mark, a control character, or a space at an end of a field"),
    "columns": ("表头应为 {0}", "the header {0} belongs here"),
    "newline": ("末行没有换行", "the line does not end"),
    "fields": ("栏目个数不对", "there are more or fewer fields than columns"),
    "again": ("{0} 重复", "{0} stands here a second time"),
    "places": ("{0} 不是合格的名额数", "{0} is not a number of places"),
    "number": ("{0} 不是合格的编号", "{0} is not a number of a child"),
    "plan": ("没有 {0} 这个计划", "there is no plan {0}"),
    "children": ("{0} 不是合格的人数", "{0} is not a number of children"),
    "split": ("末栏应为 yes 或 no", "neither yes nor no"),
    "frozen": ("frozen 与封存的内容不符", "frozen is not the digest of what was frozen"),
    "unused": ("不用的项应为空", "what is not used must be empty"),
    "secret": ("密数的长度或格式不对", "the secret is not of this length, or not hexadecimal"),
    "promise": ("密数与事先公布的承诺不符", "this is not the secret that was promised"),
    "faces": ("面数应为 2 至 10", "faces must be from 2 to 10"),
    "digits": ("点数的个数或数值不对", "the digits are not of this length, or not of such faces"),
    "public": ("公开值过长或有控制字符", "the value is too long, or holds a control character"),
    "seed": ("seed 与各方来源不符", "seed is not the digest of the parts"),
    "thrown": ("没有 {0} 这个计划或参数", "there is no such plan or parameter: {0}"),
    "range": ("{0} 超出范围", "{0} is out of range"),
    "missing": ("没有 {0} 的来源", "there is nothing to draw {0} from"),
    "result": ("重新抽签得到的是 {0}", "the draw made again gives {0}"),
    "published": ("不是公布过摘要的那一份", "this is not the package whose digest was published"),
}
# fmt: on
Digest = Callable[[bytes], bytes]
Keyed = Callable[[str], bytes]
Place = Union[int, str, "tuple[str, int]"]


class Wrong(Exception):
    """The first thing that is not as the page says: where, and what, in Chinese and English."""

    def __init__(self, place: Place, code: str, *facts: object) -> None:
        """Take a byte of the file (from 0), an entry, or an entry and its line (from 1)."""
        zh, en = (text.format(*facts) for text in MESSAGES[code])
        if isinstance(place, int):
            self.zh, self.en = f"第 {place} 字节(从 0 数起):{zh}", f"byte {place} (from 0): {en}"
        elif isinstance(place, tuple):
            name, line = place
            self.zh, self.en = f"{name} 第 {line} 行:{zh}", f"{name}, line {line}: {en}"
        else:
            self.zh, self.en = f"{place}:{zh}", f"{place}: {en}"
        super().__init__(self.en)


def require(fits: object, place: Place, code: str, *facts: object) -> None:
    if not fits:
        raise Wrong(place, code, *facts)


def shown(value: object) -> str:
    """Something of the package for the screen: short, and without what could steer a terminal."""
    return "".join(c if c.isprintable() else "?" for c in str(value)[:120])


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
        start = place + 30 + len(name)
        end = start + size
        content = data[start:end]
        crc = struct.pack("<I", zlib.crc32(content))
        damaged = end <= len(data) and data[place + 14 : place + 18] != crc
        sizes = struct.pack("<2I2H", size, size, len(name), 0)
        fixed = struct.pack("<5H", 20, 0, 0, 0, 0x21) + crc + sizes
        same(data, place, b"PK\3\4" + fixed[:10], name)
        require(not damaged, place + 14, "crc", name)
        require(end <= len(data), len(data), "ends", name)
        same(data, place, b"PK\3\4" + fixed + name.encode(), name)
        zeros = struct.pack("<3HII", 0, 0, 0, 0, place)
        central += b"PK\1\2" + struct.pack("<H", 20) + fixed + zeros + name.encode()
        files[name] = content
        place = end
    count = len(ENTRIES)
    last = struct.pack("<4H2IH", 0, 0, count, count, len(central), place, 0)
    same(data, place, central + b"PK\5\6" + last, "ZIP")
    place += len(central) + 22
    require(len(data) == place, place, "follows")
    return files


def same(data: bytes, place: int, expected: bytes, name: str) -> None:
    found = data[place : place + len(expected)]
    for i, byte in enumerate(expected):
        require(found[i : i + 1] == bytes([byte]), place + i, "header", name, byte)


# --- The entries (2)


def text_of(files: dict[str, bytes], name: str) -> str:
    try:
        text = files[name].decode("utf-8")
    except UnicodeDecodeError as error:
        line = files[name].count(b"\n", 0, error.start) + 1
        raise Wrong((name, line), "utf8") from None
    if text.startswith("\ufeff"):
        require(name in ("roster.csv", "seats.csv"), (name, 1), "mark")
        text = text[1:]
    return text


def object_of(files: dict[str, bytes], name: str) -> dict[str, Any]:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        held = dict(items)
        require(len(held) == len(items), name, "twice")
        return held

    def whole(digits: str) -> int:
        require(WHOLE.fullmatch(digits), name, "whole", shown(digits))
        return int(digits)

    try:
        value = json.loads(
            text_of(files, name), object_pairs_hook=pairs, parse_int=whole, parse_float=whole,
            parse_constant=whole,
        )  # fmt: skip
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise Wrong((name, error.lineno), "json") from None
    except UnicodeEncodeError:
        raise Wrong(name, "half") from None
    except RecursionError:
        raise Wrong(name, "deep") from None
    require(type(value) is dict, name, "type", "{}")
    return dict(value)


def exactly(place: str, value: Any, **kinds: type) -> None:
    fits = type(value) is dict and value.keys() == kinds.keys()
    require(fits, place, "keys", ", ".join(kinds))
    typed(place, value, **kinds)


def typed(place: str, value: dict[str, Any], **kinds: type) -> None:
    for key, kind in kinds.items():
        require(type(value.get(key)) is kind, place, "type", key)


def chosen(rules: dict[str, Any], key: str) -> None:
    fits = type(rules.get(key)) is str and rules[key] in CHOICES[key]
    require(fits, "rules.json", "choice", key, " / ".join(CHOICES[key]))


def is_name(value: str) -> bool:
    return value != "" and value == value.strip(" ") and not CONTROL.search(value)


def check_about(about: dict[str, Any]) -> None:
    typed("package.json", about, format=str, kind=str, title=str, engine=str, rehearsal=bool)
    fits = about["format"] == "xuequ-package-1" and about["kind"] == "draw"
    require(fits, "package.json", "format")


def check_digests(files: dict[str, bytes], digest: Digest) -> None:
    lines = files["digests.txt"].split(b"\n")
    for i, name in enumerate(ENTRIES[:-1]):
        expected = f"{digest(files[name]).hex()}  {name}".encode()
        require(lines[i : i + 1] == [expected], ("digests.txt", i + 1), "digest", name)
    require(lines[7:] == [b""], ("digests.txt", 8), "last")


def check_rules(rules: dict[str, Any]) -> None:
    exactly("rules.json", rules, regime=str, hash=str, variant=str, round=str, last_seat=str)
    for key in CHOICES:
        chosen(rules, key)
    require(is_name(rules["round"]) and "," not in rules["round"], "rules.json", "name", "round")


def rows_of(files: dict[str, bytes], name: str, header: str) -> list[str]:
    """Take a table apart into its lines below the header; no field holds what it may not."""
    text = text_of(files, name).replace("\r\n", "\n")
    unfit = UNFIT.search(text)
    if unfit:
        raise Wrong((name, text.count("\n", 0, unfit.start()) + 1), "field")
    lines = text.split("\n")
    require(lines[0] == header, (name, 1), "columns", header)
    require(lines.pop() == "", (name, len(lines) + 1), "newline")
    return lines[1:]


class Plan:
    """A plan: its places, and its lines of the roster as (number, children, may_split)."""

    def __init__(self, name: str, places: int) -> None:
        self.name, self.places = name, places
        self.roster: list[tuple[str, int, bool]] = []


def plans_of(files: dict[str, bytes], variant: str) -> dict[str, Plan]:
    plans: dict[str, Plan] = {}
    for line, row in enumerate(rows_of(files, "seats.csv", "plan,places"), 2):
        place, fields = ("seats.csv", line), row.split(",")
        require(len(fields) == 2, place, "fields")
        name, places = fields
        require(name != "", place, "name", "plan")
        require(name not in plans, place, "again", shown(name))
        fits = WHOLE.fullmatch(places) and (variant != "step" or places != "0")
        require(fits, place, "places", shown(places))
        plans[name] = Plan(name, int(places))
    return plans


def read_roster(files: dict[str, bytes], plans: dict[str, Plan]) -> None:
    seen: set[str] = set()
    rows = rows_of(files, "roster.csv", "number,plan,children,may_split")
    for line, row in enumerate(rows, 2):
        fields = row.split(",")
        if len(fields) != 4:
            raise Wrong(("roster.csv", line), "fields")
        number, plan, children, may_split = fields
        if not NUMBER.fullmatch(number):
            raise Wrong(("roster.csv", line), "number", shown(number))
        if number in seen:
            raise Wrong(("roster.csv", line), "again", number)
        if plan not in plans:
            raise Wrong(("roster.csv", line), "plan", shown(plan))
        if children != "1" and (children == "0" or not WHOLE.fullmatch(children)):
            raise Wrong(("roster.csv", line), "children", shown(children))
        if may_split not in ("yes", "no"):
            raise Wrong(("roster.csv", line), "split")
        seen.add(number)
        plans[plan].roster.append((number, int(children), may_split == "yes"))


# --- What is frozen, and the seed (3, 4)


def check_frozen(files: dict[str, bytes], seed: dict[str, Any], digest: Digest) -> None:
    exactly("seed.json", seed, parts=list, thrown=list, frozen=str, seed=str)
    pieces = [b"xuequ-frozen-1\n"]
    pieces += [measured(digest(files[name])) for name in ("roster.csv", "seats.csv", "rules.json")]
    for i, part in enumerate(seed["parts"], 1):
        exactly(f"seed.json parts {i}", part, kind=str, name=str, commitment=str, length=int,
                faces=int, value=str)  # fmt: skip
        described = [part[key] for key in ("kind", "name", "commitment", "length", "faces")]
        pieces.append(measured(*described))
    require(digest(b"".join(pieces)).hex() == seed["frozen"], "seed.json", "frozen")


def check_part(place: str, part: dict[str, Any], digest: Digest) -> None:
    kind, length, faces, value = (part[key] for key in ("kind", "length", "faces", "value"))
    require(kind in ("sealed", "digits", "public"), place, "choice", "kind", "sealed/digits/public")
    require(kind == "sealed" or part["commitment"] == "", place, "unused")
    require(kind == "digits" or faces == 0, place, "unused")
    if kind == "sealed":
        fits = len(value) == 2 * length >= 32 and re.fullmatch("[0-9a-f]*", value)
        require(fits, place, "secret")
        secret = measured(part["name"], bytes.fromhex(value))
        promised = digest(b"xuequ-commitment-1\n" + secret).hex()
        require(promised == part["commitment"], place, "promise")
    elif kind == "digits":
        require(2 <= faces <= 10, place, "faces")
        digits = "123456" if faces == 6 else "0123456789"[:faces]
        fits = len(value) == length >= 1 and set(value) <= set(digits)
        require(fits, place, "digits")
    else:
        require(length == 0, place, "unused")
        require(len(value) <= 10_000 and not CONTROL.search(value), place, "public")


def check_seed(files: dict[str, bytes], seed: dict[str, Any], digest: Digest) -> None:
    names: set[str] = set()
    ruled = measured(files["rules.json"], files["seats.csv"])
    pieces = [b"xuequ-seed-1\n", measured(digest(files["roster.csv"])), measured(digest(ruled))]
    for i, part in enumerate(seed["parts"], 1):
        require(is_name(part["name"]), f"seed.json parts {i}", "name", "name")
        require(part["name"] not in names, f"seed.json parts {i}", "again", "name")
        check_part(f"seed.json parts {i}", part, digest)
        names.add(part["name"])
        pieces.append(measured(part["kind"], part["name"], part["value"]))
    expected = digest(b"".join(pieces)).hex() if seed["parts"] else ""
    require(seed["seed"] == expected, "seed.json", "seed")


def highest(parameter: str, plan: Plan) -> int:
    return 2 if parameter == "direction" else len(plan.roster)


def thrown_in(
    seed: dict[str, Any], plans: dict[str, Plan], variant: str
) -> dict[tuple[str, str], int]:
    """Read what was thrown by hand, by plan and parameter; without parts it must be everything."""
    thrown: dict[tuple[str, str], int] = {}
    drawn = {name: plan for name, plan in plans.items() if plan.roster}
    for i, each in enumerate(seed["thrown"], 1):
        place = f"seed.json thrown {i}"
        exactly(place, each, plan=str, name=str, value=int)
        key = each["plan"], each["name"]
        fits = key[0] in drawn and key[1] in PARAMETERS[variant]
        require(fits, place, "thrown", shown(" / ".join(key)))
        require(key not in thrown, place, "again", shown(" / ".join(key)))
        require(1 <= each["value"] <= highest(key[1], drawn[key[0]]), place, "range", "value")
        thrown[key] = each["value"]
    for name in drawn if not seed["parts"] else ():
        fits = PARAMETERS[variant] and all((name, each) in thrown for each in PARAMETERS[variant])
        require(fits, "seed.json", "missing", shown(name))
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


def by_tickets(plan: Plan, label: str, ticket: Keyed, variant: str) -> list[tuple[int, str]]:
    tickets = [ticket(f"{label}|{number}") for number, _, _ in plan.roster]
    if variant == "ticket":
        order = sorted(range(len(tickets)), key=tickets.__getitem__)
        return [(i, tickets[i].hex()) for i in order]
    numbers = [int.from_bytes(each[:16], "big") % 10**10 for each in tickets]
    order = sorted(range(len(tickets)), key=lambda i: (numbers[i], tickets[i]))
    return [(i, f"{numbers[i]:010d}") for i in order]


def by_positions(plan: Plan, variant: str, values: list[int]) -> list[tuple[int, str]]:
    n, start = len(plan.roster), values[0]
    if variant == "ring":
        order = ring(n, start, values[1])
    elif variant == "step":
        order = stepped(n, start, -(-n // plan.places))
    else:
        direction = 1 if values[1] == 1 else -1
        order = [(start - 1 + direction * i) % n for i in range(n)]
    return [(i, str(i + 1)) for i in order]


def drawn_in(
    plan: Plan, rules: dict[str, Any], ticket: Keyed, thrown: dict[tuple[str, str], int]
) -> list[tuple[int, str]]:
    """Draw a plan.

    Returns: in the order drawn, the position in the plan's list, from 0, and the column `drawn`.
    """
    label, variant = f"{rules['round']}/{plan.name}", rules["variant"]
    if not PARAMETERS[variant]:
        return by_tickets(plan, label, ticket, variant)
    values = []
    for name in PARAMETERS[variant] if plan.roster else ():
        value = thrown.get((plan.name, name))
        if value is None:
            value = 1 + uniform(ticket, f"{label}|{name}", highest(name, plan))
        values.append(value)
    return by_positions(plan, variant, values) if values else []


# --- The places (6)


def rows_drawn(plan: Plan, order: list[tuple[int, str]], split: bool) -> list[str]:
    rows, left = [], plan.places
    for rank, (position, drawn) in enumerate(order, 1):
        number, children, may_split = plan.roster[position]
        placed = children if children <= left else left if split and may_split else 0
        left -= placed
        rows.append(f"{plan.name},{rank},{number},{drawn},{children},{placed},{children - placed}")
    return rows


def check_result(result: bytes, expected: list[str]) -> None:
    expected.append("")
    if result == "\n".join(expected).encode():
        return
    found = result.split(b"\n")
    for i, line in enumerate(expected):
        if found[i : i + 1] != [line.encode()]:
            raise Wrong(("result.csv", i + 1), "result", shown(line))
    raise Wrong(("result.csv", len(expected)), "last")


# --- All of it in order (7)


def examine(data: bytes, published: str, step: Callable[[str, str], None]) -> dict[str, Any]:
    """Check everything in the order of the page; `step` hears of each check as it begins.

    Returns: what is known of the package.

    Raises:
        Wrong: for the first thing that is not so.
    """
    step("文件的每一个字节", "every byte of the file")
    files = contents(data)
    step("各项内容", "its entries")
    for name in ENTRIES:
        text_of(files, name)
    about, rules, seed = (object_of(files, f"{name}.json") for name in ("package", "rules", "seed"))
    check_about(about)
    chosen(rules, "hash")
    digest = digest_called(rules["hash"])
    step("各项内容的摘要", "the digests of the entries")
    check_digests(files, digest)
    step("规则、名额、名单", "the rules, the places and the roster")
    check_rules(rules)
    plans = plans_of(files, rules["variant"])
    read_roster(files, plans)
    step("抽签前的封存", "what was frozen before the draw")
    check_frozen(files, seed, digest)
    step("种子的各方来源", "the parts of the seed, and the seed")
    check_seed(files, seed, digest)
    thrown = thrown_in(seed, plans, rules["variant"])
    step("重新抽签,逐行核对结果", "the draw made again, and the result line by line")
    ticket = keyed(digest, bytes.fromhex(seed["seed"]))
    expected = ["plan,rank,number,drawn,children,placed,waiting"]
    for plan in plans.values():
        order = drawn_in(plan, rules, ticket, thrown)
        expected += rows_drawn(plan, order, rules["last_seat"] == "split")
    check_result(files["result.csv"], expected)
    own, frozen = digest(files["digests.txt"]).hex(), seed["frozen"]
    if published:
        step("与已公布的摘要比对", "the digest that was published")
        require(published in (own, frozen), "digests.txt", "published")
    numbers = sum(len(plan.roster) for plan in plans.values())
    return {**about, **rules, "digest": own, "frozen": frozen, "numbers": numbers}


def conclude(found: dict[str, Any], published: str, say: Callable[[str, str], None]) -> None:
    title, engine = shown(found["title"]), shown(found["engine"])
    drawn = f"{found['numbers']}, {found['variant']}, {found['hash']}"
    say(f"标题 {title}", f"title {title}")
    say(f"软件 {engine}", f"program {engine}")
    say(f"编号个数、抽法、算法 {drawn}", f"numbers, variant, hash {drawn}")
    say(f"密封包摘要 {found['digest']}", f"digest of the package {found['digest']}")
    say(f"抽签前封存的摘要 {found['frozen']}", f"frozen before the draw {found['frozen']}")
    if found["rehearsal"]:
        say("*** 这是演练,不算数! ***", "*** THIS IS A REHEARSAL. IT DOES NOT COUNT! ***")
    if not published:
        say("✓ 前后一致,但没有与已公布的摘要比对:整个重做的密封包看上去也会是这样。",
            "✓ GENUINE in itself, but not compared with a published digest: a package that "
            "somebody made anew as a whole would look the same.")  # fmt: skip
    elif published == found["digest"]:
        say("✓ 为真,就是公布过摘要的那一份。", "✓ GENUINE, and the one whose digest was published.")
    else:
        say("✓ 为真,与抽签前公布的封存摘要一致。", "✓ GENUINE, as published before the draw.")


def main(arguments: list[str] | None = None) -> int:
    reader = argparse.ArgumentParser(description="核对抽签密封包 / Check the package of a draw")
    reader.add_argument("package", help="密封包文件 / the file")
    reader.add_argument("digest", nargs="?", default="", help="已公布的摘要 / the published digest")
    reader.add_argument("--en", action="store_true", help="用英语 / in English")
    given = reader.parse_args(arguments)
    published = given.digest.strip().lower()
    steps: list[str] = []

    def say(zh: str, en: str) -> None:
        text = (en if given.en else zh) + "\n"
        sys.stdout.write(text.encode(sys.stdout.encoding, "replace").decode(sys.stdout.encoding))
        sys.stdout.flush()

    def step(zh: str, en: str) -> None:
        steps.append(en)
        say(f"{len(steps)}. {zh}", f"{len(steps)}. {en}")

    gc.disable()  # nothing here refers to itself; with a million lines, looking for it is slow
    try:
        require(re.fullmatch("([0-9a-f]{64})?", published), "DIGEST", "type", "[0-9a-f]{64}")
        with open(given.package, "rb") as file:
            data = file.read(LARGEST + 1)
        require(len(data) <= LARGEST, given.package, "range", len(data))
        steps.append("")
    except (OSError, ValueError, Wrong, MemoryError) as error:
        say(f"读不了:{error}", f"cannot read: {error}")
        return 2
    try:
        steps.clear()
        conclude(examine(data, published, step), published, say)
    except Wrong as wrong:
        say(f"✗ 不为真。{wrong.zh}", f"✗ NOT GENUINE. {wrong.en}")
        return 1
    except MemoryError:
        say("读不了:内存不够", "cannot read: there is not enough memory")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
