"""Random allocations with every method and option, for whoever verifies packages of them."""

from __future__ import annotations

import random

from .places_packages import Inputs, Row, inputs, kind, rules_of, stage

METHODS = ("pool", "catchment", "rounds", "deferred", "serial", "trading", "nearest", "zone_seat")
SCHOOLS = ("甲 校", "b", "丙", "D-4", "戊𠮷")
KINDS = ("随迁子女", "k2")


def anything(seed: int, most: int = 14, settled: bool = False) -> Inputs:
    """Inputs of any kind: 0 to 7 have every method, 0 to 15 also with either hash.

    Args:
        most: units of children.
        settled: whether to do without a draw and primaries, and with choices.
    """
    source = random.Random(seed)
    draw = not settled and source.random() < 0.7
    names = source.sample(SCHOOLS, source.randint(1, 5))
    kinds = [kind(each, source.choice(["before", "after"]), source.choice(["others", "empty"]))
             for each in source.sample(KINDS, source.randint(0, 2))]  # fmt: skip
    belongs = ["home", "home" if settled else "primary"]
    rules = rules_of(
        hash=("sha256", "sm3")[seed // 8 % 2], round=source.choice(["1", "第 2 轮"]), draw=draw,
        class_size=source.choice([0, 0, 3]), belongs=source.choice(belongs),
        zone=source.sample(names, source.randint(0, len(names))), kinds=kinds,
        choices=source.choices(["zone", "any", "any"], k=source.randint(int(settled), 4)),
        ties=source.sample(["siblings", "age"], source.randint(0, 2)) + ([] if draw else ["lot"]),
        last_seat=source.choice(["pass_over", "stop", "widen"]), stages=stages(source, seed, draw),
    )  # fmt: skip
    schools = [_school(source, name, names, kinds) for name in names]
    travel = [(place, name, source.choice([100, 100, 200, source.randrange(900)]))
              for place in "pqr" for name in names if source.random() < 0.8]  # fmt: skip
    return inputs(rules, schools, _children(source, rules, names, most), travel, f"{seed}")


def stages(source: random.Random, seed: int, draw: bool) -> list[Row]:
    methods = [METHODS[seed % 8], *source.choices(METHODS, k=source.randint(0, 3))]
    source.shuffle(methods)
    found = []
    for method in methods:
        by = source.choice(["points", "class", "draw"] if draw else ["points", "class"])
        more: Row = {"places": source.randint(0, 12)} if method == "pool" else {}
        if method in ("rounds", "deferred", "trading") and by == "points":
            more |= {"bonus": source.choice(["0", "1.5", "10"])}
        if method in ("rounds", "deferred") and draw:
            more |= {"draws": source.choice(["one", "each"])}
        more["for_all"] = method != "pool" and source.random() < 0.5
        found.append(stage(method, by, bonus_at=source.choice(["any", "first"]), **more))
    return found


def _school(source: random.Random, name: str, names: list[str], kinds: list[Row]) -> Row:
    others = [each for each in names if each != name]
    plan = source.randint(0, 6)
    kept = [source.randint(0, plan // 2) for _ in kinds]
    return {"school": name, "plan": plan, "classes": -(-plan // 3), "spare": source.randint(0, 2),
            "overflow": ";".join(source.sample(others, source.randint(0, len(others)))),
            "primaries": f"小学 {name};{name}2", "kept": ";".join(map(str, kept))}  # fmt: skip


def _children(source: random.Random, rules: Row, names: list[str], most: int) -> list[Row]:
    alone = any(each["method"] in ("deferred", "trading") for each in rules["stages"])
    units, children = source.randint(0, most), []
    lots = source.sample(range(100), units)
    for unit in range(units):
        own = source.choice([*names, ""])
        kinds = [each["kind"] for each in rules["kinds"] if source.random() < 0.4]
        row: Row = {
            "home": own, "primary": own and source.choice([f"小学 {own}", f"{own}2", "别处"]),
            "kinds": ";".join(kinds), "place": source.choice(["p", "q", "r", "s", ""]),
            "class": source.randint(1, 3), "points": source.choice(["0", "60", "60.5", "61.50"]),
            "siblings": source.randint(0, 1), "age": source.randint(0, 2), "lot": lots[unit],
        }  # fmt: skip
        left = list(names)
        for i, where in enumerate(rules["choices"], 1):
            allowed = [each for each in left if where == "any" or each in rules["zone"]]
            if allowed and source.random() < 0.85:
                row[f"choice_{i}"] = source.choice(allowed)
                left.remove(row[f"choice_{i}"])
        size = 1 if alone else source.choice([1, 1, 1, 2, 3])
        bundle = f"b{unit}" if size > 1 or source.random() < 0.2 else ""
        children += [{**row, "number": f"{unit}-{i}", "bundle": bundle} for i in range(size)]
    source.shuffle(children)
    return children
