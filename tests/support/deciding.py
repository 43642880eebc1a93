"""A county in which cases are decided: leader, personnel section, a principal in every school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from casting import MAKER, OPENING, lone_actor, staff
from support_plugin import Cast
from xuequ.cases.models import Case, Seat
from xuequ.cases.queries.access import queue
from xuequ.cases.services.acting import Said, take_seat
from xuequ.cases.services.starting import NewCase, start_case
from xuequ.directory.models import Authority, Holding, School
from xuequ.directory.services import people
from xuequ.kernel.actors import Actor

NOW = datetime(2026, 11, 2, 10, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday


@dataclass
class County:
    """The small cast, and those who decide beside it."""

    cast: Cast
    leader: Actor
    personnel: Actor
    principals: dict[str, Actor]  # by the name of the school
    now: datetime = NOW

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cast, name)

    def later(self, **span: int) -> datetime:
        """A moment after the start; nobody's clock moves by itself."""
        return self.now + timedelta(**span)


def county(cast: Cast, profile: str = "xingning") -> County:
    """Everybody who is needed to decide, without accounts of their own."""
    Authority.objects.filter(pk=cast.authority.pk).update(profile=profile)
    cast.authority.profile = profile
    principals = {}
    for school in School.objects.filter(authority=cast.authority):
        held = Holding.objects.filter(post__school=school, post__role="principal").first()
        principals[school.name] = lone_actor(held or staff(school, "principal", f"{school}校长"))
    return County(
        cast,
        leader=official(cast.authority, "bureau_leader", "局演示"),
        personnel=official(cast.authority, "bureau_personnel", "人演示"),
        principals=principals,
    )


def official(where: Authority, role: str, name: str) -> Actor:
    """Somebody in a post of the authority itself."""
    person = people.register_person(where, name, actor=MAKER, is_synthetic=True)
    post = people.create_post(where, role, role, since=OPENING, actor=MAKER)
    return lone_actor(people.appoint(person, post, since=OPENING, actor=MAKER))


def started(here: County, kind: str, actor: Actor, **of: Any) -> Case:
    """A case of a kind, handed in; `values` and places as given."""
    new = NewCase(kind, of.pop("title", "请示"), **of)
    return start_case(new, here.authority, actor=actor, now=here.now)


def seat_of(case: Case, actor: Actor) -> Seat:
    """The one seat of a case that waits for somebody."""
    return queue(actor).get(case=case)


def say(
    case: Case, actor: Actor, choice: str, words: str = "同意", now: datetime = NOW, **of: Any
) -> Case:
    """Somebody says something from the seat that waits for them."""
    take_seat(seat_of(case, actor), Said(choice, words, **of), actor=actor, now=now)
    return Case.objects.get(pk=case.pk)
