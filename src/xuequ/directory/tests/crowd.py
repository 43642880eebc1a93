"""Many schools at once, to see that what is read of them costs the same however many."""

from __future__ import annotations

from casting import MAKER, OPENING, consortium, join, school
from xuequ.directory.models import Authority
from xuequ.directory.services import people, schools

FACTS = {"ownership": "public", "strength": "ordinary", "locality": "town"}


def crowd(authority: Authority, count: int, *, first: int = 1) -> None:
    """`count` more consortia, each of one school about which everything is known."""
    for n in range(first, first + count):
        label = f"第{n}"
        member = school(authority, f"{label}小学")
        join(member, consortium(authority, f"{label}学区", "district", None), "lead")
        schools.change_school(
            member, since=OPENING, values=FACTS, stages=["primary", "junior"], actor=MAKER
        )
        at = {"longitude": 108.3 + n / 1000, "latitude": 22.8}
        schools.place_campus(member, "本部", since=OPENING, values=at, actor=MAKER)
        schools.add_teaching_point(member, f"{label}教学点", since=OPENING, actor=MAKER)
        head = people.register_person(authority, f"演示{label}", actor=MAKER, is_synthetic=True)
        post = people.create_post(
            authority, "principal", "校长", since=OPENING, actor=MAKER, place=member
        )
        people.appoint(head, post, since=OPENING, actor=MAKER)
