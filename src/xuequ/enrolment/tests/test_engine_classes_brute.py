"""Sections 3 to 7 of docs/classes.md read word for word, slowly, against verify.py."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from fractions import Fraction

from .classes_packages import Inputs, crowded, inputs, pupil, results, rules_of, seed_of
from .places_packages import VERIFY, Row

Room = dict[str, int]  # of a pupil, by its number


class Reader:
    """What the page says of one list, with the rules and the seed."""

    def __init__(self, given: Inputs) -> None:
        self.rules: Row = VERIFY.division_of(given.files)
        self.pupils = VERIFY.pupils_of(given.files, self.rules)
        self.of = {each.number: each for each in self.pupils}
        self.seed = bytes.fromhex(seed_of(given)["seed"])
        self.rooms = range(self.rules["classes"])
        codes = sorted({each.twins for each in self.pupils if each.twins})
        self.births = [[p.number for p in self.pupils if p.twins == code] for code in codes]
        self.bound = [each for each in self.births if self.of[each[0]].bound]
        self.bound.sort(key=min)
        single = [[p.number] for p in self.pupils if not p.bound]
        self.units = single + self.bound

    def hmac(self, *label: object) -> bytes:
        text = "|".join(map(str, (self.rules["round"], *label)))
        return hmac.digest(self.seed, text.encode(), hashlib.sha256)

    def uniform(self, *label: object) -> int:
        found = int.from_bytes(self.hmac(*label, 0)[:8], "big")
        assert found < 2**64 // len(self.rooms) * len(self.rooms)  # else another turn
        return found % len(self.rooms)

    def inside(self, room: Room, r: int, groups: tuple[int, ...] = (0, 1, 2, 3)) -> int:
        return sum(where == r and self.of[n].group in groups for n, where in room.items())

    def too_much(self, room: Room) -> int:
        found = sum(len(b) - len({room[n] for n in b}) for b in self.births if b not in self.bound)
        for key, groups in (("sex", (0, 2)), ("sex", (1, 3)), ("size", (0, 1, 2, 3)),
                            ("special", (0, 1))):  # fmt: skip
            counts = [self.inside(room, r, groups) for r in self.rooms]
            limit = self.rules[key]
            if max(counts) > min(counts) + limit:
                found += min(
                    sum(max(0, x - c) + max(0, c - x - limit) for c in counts)
                    for x in range(-50, 50)
                )
        return found

    def steps(self, room: Room) -> Iterator[tuple[tuple[int, int, int], Room]]:
        for u, unit in enumerate(self.units):
            here = room[unit[0]]
            for r in self.rooms:
                if r != here:
                    yield (u, r, -1), room | dict.fromkeys(unit, r)
            for v in range(u + 1, len(self.units)):
                there = room[self.units[v][0]]
                if there != here:
                    moved = dict.fromkeys(unit, there) | dict.fromkeys(self.units[v], here)
                    yield (u, there, v), room | moved

    def mended(self, room: Room) -> Room:
        while now := self.too_much(room):
            best = min(((self.too_much(then), step, then) for step, then in self.steps(room)),
                       key=lambda each: each[:2])  # fmt: skip
            if best[0] >= now:
                break
            room = best[2]
        return room

    def means(self, room: Room) -> dict[int, Fraction]:
        scores = {r: [self.of[n].score for n in room if room[n] == r] for r in self.rooms}
        return {r: Fraction(sum(each), 100 * len(each)) for r, each in scores.items() if each}

    def level(self, room: Room) -> tuple[Fraction, Fraction]:
        means = self.means(room).values()
        middle = sum(means, Fraction(0)) / len(means)
        gap = max(means) - min(means)
        return gap, sum(((each - middle) ** 2 for each in means), Fraction(0))

    def levelled(self, room: Room) -> Room:
        while self.level(room)[0] > Fraction(self.rules["mean"]):
            means, tried = self.means(room), []
            ends = {next(r for r in means if means[r] == end(means.values())) for end in (max, min)}
            for p, one in self.of.items():
                for q, other in self.of.items():
                    fits = room[p] in ends and room[q] != room[p] and one.group == other.group
                    if fits and not one.twins and not other.twins:
                        then = room | {p: room[q], q: room[p]}
                        tried.append((self.level(then), p, q, then))
            best = min(tried, key=lambda each: each[:3], default=None)
            if best is None or best[0] >= self.level(room):
                break
            room = best[3]
        return room

    def dealt(self, a: int) -> Room:
        ticket = {n: self.hmac("child", a, n) for n in self.of}
        room: Room = {}
        order = sorted(self.bound, key=lambda b: (-len(b), min(ticket[n] for n in b)))
        for turn, birth in enumerate(order):
            where = self.uniform("birth", a, turn)
            if a == 0:
                where = min(self.rooms, key=lambda r: (self.inside(room, r), r))
            room |= dict.fromkeys(birth, where)
        places: dict[tuple[int, int], int] = {}

        def held(r: int, *groups: int) -> int:
            return self.inside(room, r, groups) + sum(places.get((g, r), 0) for g in groups)

        rows: Room = {}
        for g in range(4):
            free = [p for p in self.pupils if p.group == g and not p.bound]
            for _ in free:
                r = min(self.rooms, key=lambda r: (
                    held(r, 0, 1) if g < 2 else 0, held(r, g % 2, g % 2 + 2), held(r, 0, 1, 2, 3), r
                ))  # fmt: skip
                places[g, r] = places.get((g, r), 0) + 1
            scored = self.rules["method"] == "serpentine"
            free.sort(key=lambda p: (-p.score if scored else 0, ticket[p.number]))
            turns: list[int] = []
            for row in range(len(free)):
                line = [r for r in self.rooms if places.get((g, r), 0) > row]
                turns += line[::-1] if (row % 2 == 1) == (g % 2 == 0) else line
            rows |= {p.number: r for p, r in zip(free, turns, strict=True)}
        return room | rows

    def scattered(self, a: int) -> Room:
        room = {n: self.uniform("scatter", a, n) for n in self.of}
        for birth in self.bound:
            room |= dict.fromkeys(birth, room[min(birth)])
        return room

    def classes(self) -> Room | None:
        levellings = 0
        for a in range(40):
            room = self.mended(self.dealt(a) if a < 20 else self.scattered(a))
            if self.too_much(room):
                continue
            if self.rules["mean"] is not None:
                room, levellings = self.levelled(room), levellings + 1
                if self.level(room)[0] > Fraction(self.rules["mean"]):
                    if levellings == 8:
                        return None
                    continue
            start = self.uniform("start")
            return {n: (start + r) % len(self.rooms) + 1 for n, r in room.items()}
        return None


def by_other(given: Inputs) -> Room | None:
    try:
        lines = results(given)["result.csv"].decode().split()[1:]
    except VERIFY.Wrong:
        return None
    return {line.split(",")[0]: int(line.split(",")[1]) for line in lines}


def test_the_page_read_word_for_word_gives_the_same_classes() -> None:
    made = 0
    for seed in range(70):
        found = by_other(crowded(seed))
        if found is not None:
            assert Reader(crowded(seed)).classes() == found, seed
            made += 1
    assert made > 40


def test_the_page_read_word_for_word_finds_none_where_there_are_none() -> None:
    boys = [pupil(f"b{i}", twins="Z", together="yes") for i in range(2)]
    given = inputs(rules_of(), [*boys, pupil("g1", "female"), pupil("g2", "female")])
    assert Reader(given).classes() is by_other(given) is None


def test_the_page_says_of_a_start_by_lot_alone_what_is_done() -> None:
    assert Reader(crowded(1696)).classes() == by_other(crowded(1696))


def test_equal_scores_and_means_are_told_apart_as_the_page_says() -> None:
    for seed in range(12):
        scores = ["60", "80", "80", "100", "60", "100", "80", "60"]
        pupils = [pupil(f"{i}", score=score) for i, score in enumerate(scores)]
        rules = rules_of(classes=2 + seed % 2, mean="2", method=("random", "serpentine")[seed % 2])
        given = inputs(rules, pupils, f"{seed}")
        assert Reader(given).classes() == by_other(given)
