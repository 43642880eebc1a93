"""The demo's log-ins: passwords made at random for this installation and kept in its folder."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from xuequ.directory.models import (
    Account,
    Authority,
    Consortium,
    Guardianship,
    Holding,
    Membership,
    Pairing,
    Person,
    Posting,
    Pupil,
    School,
)
from xuequ.directory.services import families, people
from xuequ.directory.services.people.passwords import one_time

from . import applied
from .cast import Player, players
from .decided import LEAD, MEMBER, NEWCOMER
from .fill import ACTOR, OPENING
from .localities import localities
from .year.players import cast as told_players

Place = Authority | Consortium | School


@dataclass(frozen=True, slots=True)
class LogIn:
    """One log-in to try the product with."""

    username: str
    password: str
    post: str


def log_ins(authority: Authority, home: Path) -> list[LogIn]:
    """The demo's log-ins, made at first use: the cast in Xingning, and an office elsewhere.

    The passwords stand in a file only its owner may read.  If the file or an account is gone,
    new passwords are set.
    """
    path = home / "demo-accounts.json"
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    cast = _cast(authority) | _offices() | _town() | _deciders(authority)
    cast["parent"] = (applied.parent(), "福田 家长，为孩子报名")
    cast |= told_players()
    if any(name not in known or not _opens(name, known[name]) for name in cast):
        known = {name: one_time() for name in cast}
        draft = path.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(known))
        _open({name: person for name, (person, _) in cast.items()}, known)
        os.replace(draft, path)
    return [LogIn(name, known[name], post) for name, (_, post) in cast.items()]


def _opens(name: str, password: str) -> bool:
    account = Account.objects.filter(username=name).first()
    return account is not None and account.check_password(password)


@transaction.atomic
def _open(cast: dict[str, Person], passwords: dict[str, str]) -> None:
    for name, person in cast.items():
        account = Account.objects.filter(username=name).first()
        if account:
            people.reset_password(account, passwords[name], actor=ACTOR)
        else:
            people.open_account(name, passwords[name], person=person, actor=ACTOR)


@transaction.atomic
def _cast(authority: Authority) -> dict[str, tuple[Person, str]]:
    """Who of the cast lives in Xingning: its first district, that lead and its first member."""
    places = _places(authority)
    return {
        name: (_person(player, places[player.place]), f"{places[player.place]} {player.title}")
        for name, player in players().items()
        if player.place in places
    }


def _places(authority: Authority) -> dict[str, Place]:
    first = Membership.objects.filter(consortium__authority=authority, role="lead").earliest(
        "consortium__order"
    )
    member = first.consortium.memberships.filter(role="member").earliest("order").school
    return {
        "authority": authority,
        "consortium": first.consortium,
        "lead": first.school,
        "member": member,
        "family": member,
    }


def _person(player: Player, place: Place) -> Person:
    """Whoever holds the post already, else somebody new in it."""
    if isinstance(place, School) and player.place == "family":
        return _parent(player, place)
    authority = place if isinstance(place, Authority) else place.authority
    inside = {f"post__{place._meta.model_name}": place}
    held = Holding.objects.filter(post__role=player.role, **inside).order_by("id").first()
    if held:
        return held.person
    at = None if isinstance(place, Authority) else place
    post = people.create_post(
        authority, player.role, player.title, since=OPENING, actor=ACTOR, place=at
    )
    person = people.register_person(authority, player.name, actor=ACTOR, is_synthetic=True)
    people.appoint(person, post, since=OPENING, actor=ACTOR)
    return person


def _parent(player: Player, school: School) -> Person:
    """The parent of a pupil in the first class of the school."""
    found = Guardianship.objects.filter(pupil__school_class__school=school).first()
    if found:
        return found.person
    room = school.classes.exclude(number=0).earliest("stage", "grade", "number")
    since = date(room.year, 9, 1)
    child: Pupil = families.register_pupil(
        room, families.NewPupil("小演示"), since=since, actor=ACTOR
    )
    person = people.register_person(school.authority, player.name, actor=ACTOR, is_synthetic=True)
    families.link_guardian(person, child, "mother", since=since, actor=ACTOR)
    return person


def _offices() -> dict[str, tuple[Person, str]]:
    """The bureau's office of each other locality, named by the code of its profile."""
    held = Holding.objects.filter(post__role="bureau_office").select_related("person")
    found = {}
    for each in localities():
        office = held.get(post__authority__profile=each.code)
        found[each.code] = (office.person, f"{each.said['name']} 教育局办公室")
    return found


def _town() -> dict[str, tuple[Person, str]]:
    """Mingzhu's teacher on exchange, the mentor, a new teacher, and the district's office."""
    here = {"authority__profile": "mingzhu"}
    posting = Posting.objects.filter(direction="town_to_city", **here).earliest("pk")
    pair = Pairing.objects.filter(tier=1, posting=None, **here).earliest("pk")
    office = Holding.objects.get(post__role="district_office", post__authority__profile="mingzhu")
    return {
        "mover": (posting.person, f"{posting.from_school} 教师，交流到{posting.to_school}"),
        "mentor": (posting.pairings.earliest("pk").mentor, f"{posting.to_school} 导师"),
        "apprentice": (pair.apprentice, f"{pair.school} 新教师"),
        "town": (office.person, f"{office.post.consortium} 学区办公室"),
    }


def _deciders(authority: Authority) -> dict[str, tuple[Person, str]]:
    """Xingning's leader, and the group of Putuo: principals, office, supervision."""
    here = {"post__authority__profile": "putuo"}
    found = {
        "leader": Holding.objects.get(post__role="bureau_leader", post__authority=authority),
        "group": Holding.objects.get(post__role="district_office", **here),
        "judge": Holding.objects.get(post__role="body_member", **here),
    }
    for log_in, name in (("lead", LEAD), ("first", MEMBER), ("newcomer", NEWCOMER)):
        found[log_in] = Holding.objects.get(post__role="principal", post__school__name=name, **here)
    return {
        log_in: (held.person, f"{held.post.place} {held.post.title}")
        for log_in, held in found.items()
    }
