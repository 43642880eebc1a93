"""Section 9 of docs/classes.md read word for word, slowly, against verify.py."""

from __future__ import annotations

import hashlib
import hmac
import json

from .classes_packages import Inputs, came_late, inputs, late_rules, pupil, results, seed_of
from .places_packages import VERIFY, Row

Unit = list[Row]
Count = tuple[int, int, int, int]  # boys, girls, with special needs, all
LIMITS = ("sex", "sex", "special", "size")


class Reader:
    """What the page says of one list, with the rules and the seed."""

    def __init__(self, given: Inputs) -> None:
        self.rules: Row = json.loads(given.rules)
        header, *lines = given.listed.decode().split("\n")[:-1]
        rows = [dict(zip(header.split(","), line.split(","), strict=True)) for line in lines]
        self.pupils: Unit = sorted(rows, key=lambda each: str(each["number"]))
        self.seed = bytes.fromhex(seed_of(given)["seed"])
        self.classes = range(len(self.rules["held"]))
        self.units = [[each] for each in self.pupils if each["together"] != "yes"]
        for code in {each["twins"] for each in self.pupils if each["together"] == "yes"}:
            self.units.append([each for each in self.pupils if each["twins"] == code])
        before = [self.count(room, {}) for room in self.classes]
        spans = [max(each) - min(each) for each in zip(*before, strict=True)]
        self.limits = [max(self.rules[key], span) for key, span in zip(LIMITS, spans, strict=True)]

    def hmac(self, text: str) -> bytes:
        if self.rules["hash"] == "sha256":
            return hmac.digest(self.seed, text.encode(), hashlib.sha256)
        found: bytes = VERIFY.keyed(VERIFY.sm3, self.seed)(text)
        return found

    def uniform(self, label: str, below: int) -> int:
        found = int.from_bytes(self.hmac(f"{label}|0")[:8], "big")
        assert found < 2**64 // below * below  # else another turn
        return found % below

    def count(self, room: int, drew: dict[str, int]) -> Count:
        boys, girls, special = self.rules["held"][room]
        here = [each for each in self.pupils if drew.get(each["number"]) == room]
        boys += sum(each["sex"] == "male" for each in here)
        girls += sum(each["sex"] == "female" for each in here)
        return boys, girls, special + sum(each["special"] == "yes" for each in here), boys + girls

    def too_much(self, drew: dict[str, int]) -> int:
        found = 0
        counts = zip(*(self.count(room, drew) for room in self.classes), strict=True)
        for limit, numbers in zip(self.limits, counts, strict=True):
            if max(numbers) - min(numbers) > limit:
                found += min(
                    sum(max(0, x - n) + max(0, n - x - limit) for n in numbers)
                    for x in range(-20, 40)
                )
        return found

    def turn(self, unit: Unit, label: str) -> tuple[int, int, bytes]:
        if unit[0]["twins"]:
            kind = 0 if unit[0]["together"] == "yes" else 1
        else:
            kind = 2 if unit[0]["special"] == "yes" else 3
        return kind, -len(unit), self.hmac(f"{label}|{unit[0]['number']}")

    def is_open(self, room: int, unit: Unit, drew: dict[str, int]) -> bool:
        births = [each["twins"] for each in self.pupils if drew.get(each["number"]) == room]
        if unit[0]["twins"] and unit[0]["twins"] in births:
            return False
        free = self.rules["free"]
        return free is None or free[room] - len(births) >= len(unit)

    def worth(self, room: int, unit: Unit, drew: dict[str, int]) -> tuple[int, ...]:
        boys, girls, special, size = self.count(room, drew)
        return (
            self.too_much(drew | {each["number"]: room for each in unit}),
            special if "yes" in [each["special"] for each in unit] else 0,
            sum(boys if each["sex"] == "male" else girls for each in unit),
            size,
        )

    def attempt(self, a: int) -> list[str] | None:
        label = f"{self.rules['round']}|late again|{a}" if a else f"{self.rules['round']}|late"
        drew: dict[str, int] = {}
        lines = []
        for unit in sorted(self.units, key=lambda each: self.turn(each, label)):
            among = [room for room in self.classes if self.is_open(room, unit, drew)]
            if not among:
                return None
            if a < 20:
                least = min(self.worth(room, unit, drew) for room in among)
                among = [room for room in among if self.worth(room, unit, drew) == least]
            room = among[self.uniform(f"{label}|{unit[0]['number']}", len(among))]
            drew |= {each["number"]: room for each in unit}
            told = ";".join(str(each + 1) for each in among)
            lines += [f"{each['number']},{room + 1},{told}" for each in unit]
        return None if self.too_much(drew) else lines

    def drawn(self) -> tuple[int, list[str]] | None:
        """The attempt that counts, and its lines."""
        for a in range(100):
            if (lines := self.attempt(a)) is not None:
                return a, lines
        return None


def by_other(given: Inputs) -> list[str] | None:
    try:
        return results(given)["result.csv"].decode().split()[1:]
    except VERIFY.Wrong:
        return None


def test_the_page_read_word_for_word_draws_the_same() -> None:
    counted = set()
    for seed in (*range(120), 2454, 2905):
        given = came_late(seed)
        found = Reader(given).drawn()
        assert (found and found[1]) == by_other(given), seed
        counted.add(found[0] if found else None)
    assert {0, 1, 21, 68, None} <= counted  # at once, again, by lot alone, and none


def test_who_comes_late_draws_within_what_classes_lay_apart_before() -> None:
    """Where two classes differ by more than the limit already, that is the limit."""
    for seed in range(10):
        rules = late_rules([[9, 2, 0], [5, 2, 0]])
        boys = inputs(rules, [pupil(f"{i}") for i in range(4)], f"{seed}")
        assert by_other(boys) == (Reader(boys).drawn() or (0, []))[1]
        assert {line.split(",")[1] for line in by_other(boys) or ()} == {"2"}
