"""Cases of the demonstration: a roster on its way in Xingning, a group with a charter in Putuo."""

from __future__ import annotations

from datetime import date
from zlib import crc32

from django.utils import timezone

from xuequ.cases.models import Seat
from xuequ.cases.services.acting import Said, take_seat
from xuequ.cases.services.starting import NewCase, start_case
from xuequ.directory.models import Account, Authority, Body, Consortium, Holding, School
from xuequ.directory.queries.identities import actor_in
from xuequ.directory.services import memberships, people, schools
from xuequ.kernel.actors import Actor, program

from .people import names

ACTOR = program("demo")
SEED = 20180901
GROUP = "新普陀小学教育集团"
LEAD, MEMBER, NEWCOMER = "新普陀小学", "虚构甲小学", "虚构乙小学"
MADE_UP = [LEAD, MEMBER, NEWCOMER]  # schools the documents do not name
Role = tuple[str, str]  # role, title


def fill_xingning(authority: Authority, since: date) -> None:
    """A leader of the bureau; the roster, signed by every head but the first; a request."""
    made_up = iter(names(SEED + crc32(b"deciding"), 4))
    _hold(authority, ("bureau_leader", "局领导"), next(made_up), since)
    bureau = _actor(Holding.objects.get(post__authority=authority, post__role="bureau_office"))
    now = timezone.now()
    filled = {
        "as_of": timezone.localdate(now).isoformat(),
        "responsible": "教师交流——人事股\n教研协作——教研室\n质量监测——教研室",
    }
    new = NewCase(
        "file_roster",
        "2026—2027学年学区名册备案",
        values=filled,
        said=filled,
        is_synthetic=True,
    )
    case = start_case(new, authority, actor=bureau, now=now)
    first = Consortium.objects.filter(authority=authority).earliest("order")
    for seat in Seat.objects.filter(case=case).exclude(consortium=first):
        head = Holding.objects.get(post__consortium=seat.consortium, post__role="district_head")
        take_seat(seat, Said("agree", "名册无误"), actor=_actor(head), now=now)
    _request(authority, first)


def _request(authority: Authority, district: Consortium) -> None:
    school = district.memberships.filter(role="member").earliest("order").school
    principal = Holding.objects.get(post__school=school, post__role="principal")
    asked = "操场跑道破损，申请列入维修计划。"
    new = NewCase(
        "request",
        f"{school.name}关于维修操场的请示",
        school=school,
        values={"asked": asked},
        said={"asked": asked},
        is_synthetic=True,
    )
    start_case(new, authority, actor=_actor(principal), now=timezone.now())


def fill_putuo(authority: Authority, since: date) -> None:
    """A group with lead, member, office and supervision, and a school that is in no group yet."""
    made_up = iter(names(SEED + crc32(b"putuo group"), 8))
    group = Consortium.objects.get(authority=authority, label=GROUP)
    for name, role in ((LEAD, "lead"), (MEMBER, "member"), (NEWCOMER, "")):
        school = School.objects.filter(authority=authority, name=name).first()
        school = school or schools.register_school(authority, name, since=since, actor=ACTOR)
        if role:
            memberships.join_consortium(school, group, role=role, since=since, actor=ACTOR)
        _hold(authority, ("principal", "校长"), next(made_up), since, school)
    _hold(authority, ("district_office", "集团办公室"), next(made_up), since, group)
    body = Body.objects.get(authority=authority, consortium=group, kind="supervision")
    _hold(authority, ("body_member", "监事"), next(made_up), since, body)
    _hold(authority, ("bureau_leader", "局领导"), next(made_up), since)


def _hold(
    authority: Authority,
    role: Role,
    name: str,
    since: date,
    place: School | Consortium | Body | None = None,
) -> Holding:
    code, title = role
    post = people.create_post(authority, code, title, since=since, actor=ACTOR, place=place)
    person = people.register_person(authority, name, actor=ACTOR, is_synthetic=True)
    return people.appoint(person, post, since=since, actor=ACTOR)


def _actor(holding: Holding) -> Actor:
    return actor_in(Account(username="demo", person=holding.person), holding)
