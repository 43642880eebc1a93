"""What approved appointments and hirings bring about."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Authority, Person, Post, School
from xuequ.directory.services.people import appoint, create_post
from xuequ.directory.services.people.appointments import appoint_principal
from xuequ.kernel.case_types import Approved
from xuequ.kernel.refusal import Refused

from .posts import set_workload

BY_THE_BUREAU = frozenset({"principal", "executive_principal", "district_head", "deputy_head"})


def check_appoint(case: Approved) -> None:
    """See whether it is a post the bureau fills, and the candidate does not hold it already.

    Raises:
        Refused("hired-by-the-school"): below the level of deputy principal.
        Refused("nothing-changed"): that person holds it.
    """
    post, person = _named(case)
    if post.role not in BY_THE_BUREAU:
        raise Refused("hired-by-the-school", post=post.title)
    if post.holdings.on(case.on).filter(person=person).exists():
        raise Refused("nothing-changed")


def appoint_cadre(case: Approved) -> None:
    """Put the candidate in the post from the day decided."""
    check_appoint(case)
    post, person = _named(case)
    since = date.fromisoformat(str(case.values["since"]))
    if post.role == "principal":
        appoint_principal(person, post, since=since, actor=case.actor)
    else:
        appoint(person, post, since=since, actor=case.actor)


def hire(case: Approved) -> None:
    """Create the post with its duties in writing, and put the candidate in it."""
    if case.school is None:
        raise Refused("case-needs-school")
    school, values = School.objects.get(pk=case.school), case.values
    since = date.fromisoformat(str(values["since"]))
    authority = Authority.objects.get(pk=case.authority)
    role, title = str(values["role"]), str(values["title"])
    post = create_post(authority, role, title, since=since, actor=case.actor, place=school)
    duties = str(values["duties"])[:300]
    set_workload(post, (duties, None), since=since, actor=case.actor)
    person = Person.objects.get(pk=str(values["person"]))
    appoint(person, post, since=since, actor=case.actor)


def _named(case: Approved) -> tuple[Post, Person]:
    post = Post.objects.get(pk=str(case.values["post"]))
    return post, Person.objects.get(pk=str(case.values["person"]))
