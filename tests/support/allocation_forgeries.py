"""What may be wrong in rules and tables of an allocation: a text of them, and others instead."""

from __future__ import annotations

from allocation_cases import KINDS, STAGES
from allocations import Case

RULES = {
    '"kinds": [{': [
        '"kinds": [{"kind": "m", "order": "after", "left": "empty"}, {',
        '"kinds": [{"x": 1, ',
        '"kinds": [null, {',
        '"more": 1, "kinds": [{',
    ],
    '"order": "after"': ['"order": "last"'],
    '"left": "others"': ['"left": "all"'],
    '"kind": "k"': ['"kind": "k;"', '"kind": ""', '"kind": "\\ud800"'],
    '"ties": []': [
        '"ties": ["points"]',
        '"ties": ["Age"]',
        '"ties": ["a", "a"]',
        '"ties": [1]',
        '"ties": ["home"]',
        '"ties": ["choice_1"]',
        '"ties": ["choice_13"]',
        '"ties": {}',
    ],
    '"choices": ["any"': ['"choices": ["all"'],
    '"zone": []': ['"zone": ["A", "A"]', '"zone": ["Z"]', '"zone": [["A"]]'],
    '"class_size": 0': [
        '"class_size": -1',
        '"class_size": 0.5',
        '"class_size": "0"',
        '"class_size": 1000000000',
    ],
    '"belongs": "home"': ['"belongs": "place"'],
    '"last_seat": "pass_over"': ['"last_seat": "split"'],
    '"draw": false': ['"draw": 0'],
    '"round": "2026"': ['"round": ""', '"round": "a,b"'],
    '"regime": "allocation"': ['"regime": "draw"'],
    '"method": "rounds"': ['"method": "toString"', '"method": "serial"', '"method": "pool"'],
    '"by": "points"': ['"by": "draw"', '"by": "class"', '"by": "age"'],
    '"bonus": "0.5"': [
        '"bonus": "00.5"',
        '"bonus": "0.555"',
        '"bonus": "-1"',
        '"bonus": 1',
        '"bonus": "1000000"',
    ],
    '"bonus_at": "first"': ['"bonus_at": "last"'],
    '"places": 0': ['"places": 1'],
    '"draws": "one"': ['"draws": "each"'],
    '"for_all": false': ['"for_all": 0', '"extra": 0, "for_all": false'],
}

ROWS: dict[str, tuple[Case, dict[str, list[str]]]] = {
    "applications_csv": (
        KINDS,
        {
            "2,,k,,": [
                "1,,k,,",
                "2 ,,k,,",
                ",,k,,",
                "2,6,k,,",
                "2,_,k,,",
                "2,,x,,",
                "2,,k;k,,",
                "2,,k;,,",
                "2,,k,Z,",
                "2,,k,,a;b",
            ],
            ",50,A,B": [
                ",,A,B",
                ",50.,A,B",
                ",050,A,B",
                ",1234567,A,B",
                ",50.123,A,B",
                ",50,Z,B",
                ",50,B,B",
                ",50,A",
            ],
            "k,,,,50": ["k,,,0,50", "k,,,x,50", "k,,, ,50", 'k,,",,50'],
            "number,": ["\ufeffnumber,", "Number,"],
            "2,,k,,,,50,A,B,\n": [
                "2,,k,,,,50,A,B,\r\n",
                "2,t,k,,,,50,A,B,\n2b,t,k,,,,51,A,B,\n",
                "\n",
            ],
        },
    ),
    "seats_csv": (
        KINDS,
        {
            "A,2,,0,,,1;1": [
                "A,2,,0,,,1;2",
                "A,2,,0,,,1",
                "A,2,,0,,,1;",
                "A,2,,0,,,",
                "A,02,,0,,,1;1",
                "A,2,x,0,,,1;1",
                "A,2,,,,,1;1",
                "A,2,,0,A,,1;1",
                "A,2,,0,Z,,1;1",
                "A,2,,0,B;B,,1;1",
                "B,2,,0,,,1;1",
                "A,2,,0,,p;p,1;1",
                "A,2,,0,,p ;q,1;1",
                ",2,,0,,,1;1",
            ],
        },
    ),
    "travel_csv": (
        STAGES,
        {
            "v,D,5\n": [
                "v,D,5",
                "v,D,5\nv,D,6\n",
                "v,Z,5\n",
                ",D,5\n",
                "v,D,-5\n",
                "v,D,5,\n",
                "v;,D,5\n",
                "v,D,\n",
            ],
            "place,school,metres\n": ["", "place,metres,school\n"],
        },
    ),
}
