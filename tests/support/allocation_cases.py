"""Allocations whose results were written by hand, one for each way of docs/package-places.md."""

from __future__ import annotations

from allocations import Case, changed, stage

# number bundle kinds home place class points choice_1 choice_2 choice_3
SIX = """
1 - - A - - 80   A B -
2 t - B - - 90.5 A B -
3 t - B - - 90.5 A B -
4 - - A - - 85   A B -
5 - - B - - 70   B A -
6 - - - - - 99   B - -
"""

# 4 has 95, the two of t 90.5, 1 has 90: the second seat is for 1, as two do not fit into it.
PASS_OVER = Case(
    [stage("rounds", bonus="10")], SIX, "A 2 - 1 - - -\nB 2 - 0 - - -",
    result="1 - 1 1 A -\n2 - - - - -\n3 - - - - -\n4 - 1 1 A -\n5 - 1 1 B -\n6 - 1 1 B -",
    schools="1 1 A - 2 4 2 1\n1 1 B - 2 2 2 -\n1 2 B - 0 2 0 -",
    waiting="A 1 2\nA 1 3\nB 1 2\nB 1 3",
)  # fmt: skip

# Nobody after t enters A; at B, t has 100.5 and 1 has 80.
STOP = changed(
    PASS_OVER, rules={"last_seat": "stop"},
    result="1 - - - - -\n2 - - - - -\n3 - - - - -\n4 - 1 1 A -\n5 - 1 1 B -\n6 - 1 1 B -",
    schools="1 1 A - 2 4 1 4\n1 1 B - 2 2 2 -\n1 2 B - 0 3 0 -",
    waiting="A 1 2\nA 1 3\nA 2 1\nB 1 2\nB 1 3\nB 2 1",
)  # fmt: skip

# The spare seat lets both of t in.
WIDEN = changed(
    PASS_OVER, rules={"last_seat": "widen"},
    result="1 - - - - -\n2 - 1 1 A -\n3 - 1 1 A -\n4 - 1 1 A -\n5 - 1 1 B -\n6 - 1 1 B -",
    schools="1 1 A - 3 4 3 t\n1 1 B - 2 2 2 -\n1 2 B - 0 1 0 -",
    waiting="A 1 1\nB 1 1",
)  # fmt: skip

# A has 2 seats: one for kind k before, for others too; none open; one for m after, for m alone.
# First k's slot: 2 of k before 3 with more points. Then the open one with 0 seats. Then m's: 4.
KINDS = Case(
    [stage("rounds", bonus="0.5", bonus_at="first")],
    """
    1 - -   - - - 60 A B -
    2 - k   - - - 50 A B -
    3 - -   A - - 70 A B -
    4 - m   - - - 10 A B -
    5 - k;m B - - 9.75 B A -
    6 - -   - - - 9.8 B - -
    """,
    "A 2 - 0 - - 1;1\nB 1 - 0 - - 0;0",
    rules={"kinds": [{"kind": "m", "order": "after", "left": "empty"},
                     {"kind": "k", "order": "before", "left": "others"}]},
    result="1 - - - - -\n2 - 1 1 A k\n3 - - - - -\n4 - 1 1 A m\n5 - 1 1 B -\n6 - - - - -",
    schools="""
    1 1 A k 1 4 1 2
    1 1 A - 0 3 0 -
    1 1 A m 1 1 1 -
    1 1 B k 0 2 0 -
    1 1 B - 1 2 1 5
    1 2 B k 0 2 0 -
    1 2 B - 0 2 0 -
    """,
    waiting="A 1 3\nA 2 1\nB 1 6\nB 2 3\nB 3 1",
)  # fmt: skip

# By primary and class, ties by `age`; A overflows to C, then B. The limit of classes holds at A.
CATCHMENT = Case(
    [stage("catchment", by="class")],
    """
    1 - - p - 2 - 100
    2 - - p - 1 - 100
    3 - - p - 2 - 101
    4 - - q - 1 - 100
    5 - - q - 3 - 100
    6 - - - - 1 - 100
    7 - - p - 3 - 1
    8 - - r - 1 - 1
    """,
    "A 9 1 0 C;B p -\nB 2 9 0 A q -\nC 1 9 0 - - -",
    rules={"belongs": "primary", "class_size": 1, "choices": [], "ties": ["age"]},
    result="""
    1 - - - - -
    2 - 1 1 A -
    3 - 1 2 C -
    4 - 1 1 B -
    5 - 1 1 B -
    6 - - - - -
    7 - - - - -
    8 - - - - -
    """,
    schools="""
    1 1 A - 1 4 1 2
    1 1 B - 2 2 2 -
    1 2 C - 1 3 1 3
    1 3 B - 0 2 0 -
    """,
    waiting="A 1 3\nA 2 1\nA 3 7\nB 1 1\nB 2 7\nC 1 1\nC 2 7",
)  # fmt: skip

# 3 takes A from 2, who takes B from 1, who goes to C. In rounds 1 would have kept B.
DEFERRED = Case(
    [stage("deferred")],
    "1 - - - - - 1 B C -\n2 - - - - - 2 A B -\n3 - - - - - 3 A B C\n4 - - - - - 0 C - -",
    "A 1 - 0 - - -\nB 1 - 0 - - -\nC 1 - 0 - - -",
    result="1 - 1 2 C -\n2 - 1 2 B -\n3 - 1 1 A -\n4 - - - - -",
    schools="1 1 A - 1 2 1 3\n1 1 B - 1 2 1 2\n1 1 C - 1 2 1 1",
    waiting="A 1 2\nB 1 1\nC 1 4",
)

# t with two children finds no two seats at A, but at B; then 3 takes the last seat at A.
SERIAL = Case(
    [stage("serial")],
    """
    1 - - - - - 9 A - -
    2 t - - - - 8 A B -
    2b t - - - - 8 A B -
    3 - - - - - 7 - A -
    4 - - - - - 6 A B -
    """,
    "A 2 - 0 - - -\nB 2 - 0 - - -",
    result="1 - 1 1 A -\n2 - 1 2 B -\n2b - 1 2 B -\n3 - 1 2 A -\n4 - - - - -",
    schools="1 1 A - 2 5 2 3\n1 1 B - 2 3 2 t",
    waiting="A 1 2\nA 1 2b\nA 2 4\nB 1 4",
)

# 1 stands first at its own B and wants A, 2 at its own A and wants B: they trade. 3 has more
# points than either but the bonus is greater; it gets C, the last choice.
TRADING = Case(
    [stage("trading", bonus="50")],
    "1 - - B - - 10 A B -\n2 - - A - - 20 B A -\n3 - - - - - 40 A B C\n4 - - - - - 39 C - -",
    "A 1 - 0 - - -\nB 1 - 0 - - -\nC 1 - 0 - - -",
    result="1 - 1 1 A -\n2 - 1 1 B -\n3 - 1 3 C -\n4 - - - - -",
    schools="1 1 A - 1 2 1 1\n1 1 B - 1 2 1 2\n1 1 C - 1 2 1 3",
    waiting="A 1 3\nB 1 3\nC 1 4",
)

# The pool takes 3 of 5 children, t does not fit; without `for_all` t and 5 stay without a seat.
# Then whoever has no place comes to the nearest: t first, as it is two; then 1 and 5 have the same
# way and 1 comes first; 6 cannot go anywhere.
POOL_NEAREST = Case(
    [stage("pool", places=3), stage("rounds"), stage("nearest", for_all=True)],
    """
    1 - - - v - 50 A - -
    2 t - - v - 40 A - -
    3 t - - v - 40 A - -
    4 - - - v - 60 A B -
    5 - - - v - 30 A - -
    6 - - - x - 45 A - -
    7 - - - w - 20 A - -
    """,
    "A 1 - 0 - - -\nB 3 - 0 - - -\nC 1 - 0 - - -",
    travel="v A 1\nv B 20\nw B 5\nv C 30\nw C 16",
    result="""
    1 - 3 - B -
    2 - 3 - B -
    3 - 3 - B -
    4 - 2 1 A -
    5 - 3 - C -
    6 - - - - -
    7 - - - - -
    """,
    schools="1 1 - - 3 7 3 6\n2 1 A - 1 3 1 4",
    waiting="A 1 1\nA 2 6",
)  # fmt: skip

# Two of v and one of w, one seat each: v-A v-B w-C is 1 + 20 + 16, v-A w-B v-C is 1 + 5 + 30 and
# less. Of the two of v the first in order has the lesser cost. 4 is behind, and not seated.
NEAREST = Case(
    [stage("nearest")],
    "1 - - - w - 9\n2 - - - v - 8\n3 - - - v - 8.5\n4 - - - w - 7\n5 - - - - - 10",
    "A 1 - 0 - - -\nB 1 - 0 - - -\nC 1 - 0 - - -",
    travel="v A 1\nv B 20\nw B 5\nv C 30\nw C 16",
    rules={"choices": []},
    result="1 - 1 - B -\n2 - 1 - C -\n3 - 1 - A -\n4 - - - - -\n5 - - - - -",
)

# Any seat of the zone, in its order C, A; one seat of A is for k alone. By draw points are not
# looked at: the order is 3 1 4 2.
ZONE_SEAT = Case(
    [stage("zone_seat", by="draw")],
    "1 - - - - - 1\n2 - k - - - 9\n3 - - - - - -\n4 - - - - - -",
    "A 2 - 0 - - 1\nB 9 - 0 - - 0\nC 1 - 0 - - 0",
    rules={"choices": [], "zone": ["C", "A"], "hash": "sm3",
           "kinds": [{"kind": "k", "order": "before", "left": "empty"}]},
    result="1 @1 1 - A -\n2 @2 1 - A k\n3 @3 1 - C -\n4 @4 - - - -",
    by_ticket=("3", "1", "4", "2"),
)  # fmt: skip

# Equal points: who waits is drawn, at A by tickets of their own; there the order is b c a.
DRAWS_EACH = Case(
    [stage("rounds", draws="each")],
    "a - - - - - 5 A - -\nb - - - - - 5 A - -\nc - - - - - 5 A - -\nd - - - - - 6 A - -",
    "A 2 - 0 - - -",
    result="a @a - - - -\nb @b 1 1 A -\nc @c - - - -\nd @d 1 1 A -",
    schools="1 1 A - 2 4 2 b",
    waiting="A 1 c\nA 2 a",
    by_ticket=("b", "c", "a"),
    label="/A",
)

# Who has a seat by a choice before does not wait; who has one by one behind does, and so does who
# was seated near by. The second stage gives what the first left.
STAGES = Case(
    [stage("catchment", for_all=True), stage("rounds"), stage("nearest", by="class")],
    """
    1 - - A v 1 9 B A -
    2 - - A v 1 8 B A -
    3 - - A v 1 7 B C A
    4 - - - v 1 6 B A C
    """,
    "A 1 - 0 - - -\nB 1 - 0 - - -\nC 1 - 0 - - -\nD 1 - 0 - - -",
    travel="v D 5",
    result="1 - 1 1 A -\n2 - 2 1 B -\n3 - 2 2 C -\n4 - 3 - D -",
    schools="1 1 A - 1 3 1 1\n2 1 B - 1 3 1 2\n2 2 A - 0 1 0 -\n2 2 C - 1 1 1 -\n2 3 C - 0 1 0 -",
    waiting="A 1 2\nA 2 3\nA 3 4\nB 1 3\nB 2 4\nC 1 4",
)

CASES = {
    "pass_over": PASS_OVER, "stop": STOP, "widen": WIDEN, "kinds": KINDS, "catchment": CATCHMENT,
    "deferred": DEFERRED, "serial": SERIAL, "trading": TRADING, "pool, nearest": POOL_NEAREST,
    "nearest": NEAREST, "zone_seat": ZONE_SEAT, "draws each": DRAWS_EACH, "stages": STAGES,
}  # fmt: skip

# Nothing settles whether 1 or 2 gets the one seat.
UNSETTLED = Case(
    [stage("serial")],
    "1 - - - - - 5 A - -\n2 - - - - - 5 A - -",
    "A 1 - 0 - - -",
    result="1 - 1 1 A -\n2 - - - - -",
    schools="1 1 A - 1 2 1 1",
    waiting="A 1 2",
)
