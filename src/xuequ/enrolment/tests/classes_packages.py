"""Small packages of classes of all kinds, for whoever verifies them.

As in `places_packages`, what is frozen is made apart from what comes of it, and all is written
from docs/classes.md, not with the engine.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .places_packages import VERIFY, Files, Row, measured, packed, public, table, with_digests

COLUMNS = ("number", "sex", "score", "twins", "together", "special")


@dataclass(frozen=True)
class Inputs:
    """What is frozen: the list, the rules, and the parts of the seed as in seed.json."""

    listed: bytes
    rules: bytes
    parts: list[Row] = field(default_factory=list)

    @property
    def files(self) -> Files:
        return {"list.csv": self.listed, "rules.json": self.rules}


def rules_of(**more: object) -> Row:
    """Rules of two classes by lot with limits of 1, but for what is given."""
    plain: Row = {"regime": "classes", "hash": "sha256", "round": "2026 一", "method": "random",
                  "classes": 2, "size": 1, "sex": 1, "special": 1, "mean": None,
                  "teams": []}  # fmt: skip
    return {**plain, **more}


def late_rules(held: list[list[int]], **more: object) -> Row:
    """Rules with limits of 1 and no bound of places, but for what is given."""
    return {"regime": "late", "hash": "sha256", "round": "2026 后", "held": held, "free": None,
            "size": 1, "sex": 1, "special": 1, **more}  # fmt: skip


def pupil(number: str, sex: str = "male", **more: object) -> Row:
    return {"number": number, "sex": sex, "score": "", "twins": "", "together": "",
            "special": "no", **more}  # fmt: skip


def inputs(rules: Row, pupils: Iterable[Row], seed: str = "x") -> Inputs:
    ruled = json.dumps(rules, ensure_ascii=False).encode()
    return Inputs(table(COLUMNS, pupils), ruled, [public("球", seed)])


def seed_of(given: Inputs) -> Row:
    """seed.json: what was frozen, and the seed (section 2 of the page)."""
    of = VERIFY.digest_called(json.loads(given.rules)["hash"])
    both = measured(of(given.listed), of(given.rules))
    frozen, made = b"xuequ-frozen-1\n" + both, b"xuequ-seed-1\n" + both
    for part in given.parts:
        keys = ("kind", "name", "commitment", "length", "faces")
        frozen += measured(*(part[key] for key in keys))
        made += measured(part["kind"], part["name"], part["value"])
    fixed = of(frozen).hex()
    return {"parts": given.parts, "thrown": [], "frozen": fixed, "seed": of(made).hex()}


def results(given: Inputs) -> Files:
    """The two tables, made by verify.py.

    Raises:
        VERIFY.Wrong: no classes come of it.
    """
    rules = VERIFY.division_of(given.files)
    pupils = VERIFY.pupils_of(given.files, rules)
    key = VERIFY.keyed(VERIFY.digest_called(rules["hash"]), bytes.fromhex(seed_of(given)["seed"]))
    if rules["regime"] == "late":
        rows = VERIFY.late_rows(pupils, rules, key)
    else:
        rows = VERIFY.class_rows(VERIFY.Grade(pupils, rules, key))
    both = {"result.csv": rows, "teams.csv": VERIFY.team_rows(rules, key)}
    return {name: "".join(f"{row}\n" for row in of).encode() for name, of in both.items()}


def sealed(given: Inputs, found: Files | None = None, rehearsal: bool = False) -> bytes:
    """A whole package, with results that may be given."""
    about = {"format": "xuequ-package-1", "kind": "classes", "title": "编班",
             "engine": "xuequ 1", "rehearsal": rehearsal}  # fmt: skip
    files = {"package.json": json.dumps(about).encode(), **given.files,
             "seed.json": json.dumps(seed_of(given), ensure_ascii=False).encode(),
             **(found or results(given)), "log.txt": "冻结\n编班\n".encode()}  # fmt: skip
    return packed(with_digests(files))


def forged(given: Inputs, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one entry changed, and its digests and ZIP file made to fit."""
    files: Files = VERIFY.contents(sealed(given))
    files[name] = change(files[name])
    if name == "digests.txt":
        return packed(files)
    del files["digests.txt"]
    return packed(with_digests(files))


def anything(seed: int) -> Inputs:
    """Inputs of any kind; of some no classes come, as limits contradict one another."""
    source = random.Random(seed)
    late = seed % 7 == 6
    classes = source.choice([2, 2, 3, 4, 7])
    scored = source.random() < 0.7
    count = source.choice([1, 2, 4, 9, 20, 60]) + (not late) * classes
    pupils = _pupils(source, count, scored)
    hashed = ("sha256", "sm3")[seed % 2]
    values = f"{source.randrange(10**6)}"
    if late:
        held = [[source.randint(5, 9), source.randint(5, 9), source.randint(0, 2)]
                for _ in range(classes)]  # fmt: skip
        return inputs(late_rules(held, hash=hashed, size=2), pupils, values)
    method = source.choice(["random", "serpentine"]) if scored else "random"
    mean = source.choice(["0.5", "1.25", "3", "9", "30"] if count > 9 else ["9", "30.5", "99"])
    teams = [f"T{i:02}" for i in range(classes)]
    source.shuffle(teams)
    rules = rules_of(
        hash=hashed, method=method, classes=classes, round=source.choice(["1", "编班, “二”"]),
        size=source.choice([1, 1, 2, 3, 30]), sex=source.choice([1, 1, 2, 3, 30]),
        special=source.choice([1, 1, 2]),
        mean=mean if method == "serpentine" or (scored and source.random() < 0.5) else None,
        teams=source.choice([[], teams]),
    )  # fmt: skip
    return inputs(rules, pupils, values)


def _pupils(source: random.Random, count: int, scored: bool) -> list[Row]:
    numbers = source.sample(range(10**4), count)
    found = [
        pupil(
            source.choice([f"{number:04}", f"A-{number}", f"z{number}"]),
            source.choice(["male", "female"]),
            score=source.choice(["90", "75.5", "0", f"{source.randint(0, 9999)}.07"])
            if source.random() < 0.1
            else str(source.randint(50, 100)),
            special="yes" if source.random() < 0.2 else "no",
        )
        for number in numbers
    ]
    for each in found if not scored else ():
        each["score"] = ""
    free = list(found)
    for i in range(source.randint(0, min(count // 3, 6))):
        together = source.choice(["yes", "yes", "no"])
        for _ in range(source.choice([2, 2, 3]) if together == "yes" else 2):
            free.pop(source.randrange(len(free))).update(twins=f"Z{i}", together=together)
    return found


def came_late(seed: int) -> Inputs:
    """A few late pupils, most of them of births, and often hardly a place left."""
    source = random.Random(seed)
    classes = source.choice([1, 2, 2, 3, 4])
    pupils = [
        pupil(f"{number:03}", source.choice(["male", "female"]),
              special=source.choice(["no", "no", "yes"]))
        for number in source.sample(range(1000), source.choice([1, 2, 3, 5, 9, 14]))
    ]  # fmt: skip
    free = list(pupils)
    while len(free) > 1 and source.random() < 0.6:
        together = source.choice(["yes", "no"])
        code = f"Z{len(free)}"
        for _ in range(3 if together == "yes" and len(free) > 2 and source.random() < 0.3 else 2):
            free.pop().update(twins=code, together=together if classes > 1 else "yes")
    least = source.choice([0, 5])
    held = [[least + source.randint(0, 2), least + source.randint(0, 2), 0] for _ in range(classes)]
    for each in held:
        each[2] = source.randint(0, min(2, each[0] + each[1]))
    more = -(-len(pupils) // classes)
    places = [source.randint(more, more + 2) for _ in range(classes)]
    rules = late_rules(
        held, hash=("sha256", "sm3")[seed % 2], free=source.choice([None, places]),
        size=source.choice([0, 1, 1, 2]), sex=source.choice([1, 1, 2]),
        special=source.choice([0, 1, 1]),
    )  # fmt: skip
    return inputs(rules, pupils, str(seed))


def crowded(seed: int) -> Inputs:
    """Few pupils, most of them of births, so that the first attempt often does not do."""
    source = random.Random(seed)
    classes = source.choice([2, 3, 3, 4])
    pupils = [
        pupil(f"{number:03}", source.choice(["male", "female"]), score=str(source.randint(60, 99)),
              special=source.choice(["no", "no", "no", "yes"]))
        for number in source.sample(range(1000), classes + source.randint(3, 12))
    ]  # fmt: skip
    free = list(pupils)
    while len(free) > 2 and source.random() < 0.9:
        together = source.choice(["yes", "yes", "no"])
        code = f"Z{len(free)}"
        for _ in range(source.choice([2, 2, 3]) if together == "yes" else 2):
            if free:
                free.pop().update(twins=code, together=together)
    for each in pupils:
        if [other["twins"] for other in pupils].count(each["twins"]) == 1:
            each.update(twins="", together="")
    mean = source.choice([None, None, "4", "8", "15"])
    rules = rules_of(
        classes=classes, round=f"{seed}", size=source.choice([1, 2]), sex=source.choice([1, 2]),
        mean=mean, method=source.choice(["random", "serpentine"]) if mean else "random",
    )  # fmt: skip
    return inputs(rules, pupils, str(seed))
