"""Acts on who holds which post."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint, subject_of
from xuequ.record.models import Line
from xuequ.record.services import write

from ...models import Consortium, Holding, Person, Post
from ...queries.appointments import consortia_headed_by, head_title
from ..exclusion import check_exclusive
from ..exclusion import check_not_oneself as check_not_to_oneself
from .checks import check_hands, check_not_oneself, keeping_security, room
from .posts import close_holding, create_post

HEAD = "district_head"


@transaction.atomic
def appoint(
    person: Person, post: Post, *, since: date, actor: Actor, ex_officio: bool = False
) -> Holding:
    """Put a person in a post from a day on, until the next holder known, if any.

    Whoever holds it ends there, and the posts that came with it too.

    Raises:
        Refused("nothing-changed"): that person holds it already.
        Refused("ends-before-it-begins"): the holder took it up on that day or later.
        Refused("not-yet-begun"): there is no such post yet on that day.
        Refused("already-ended"): the post ends on that day or earlier.
        Refused("gives-himself-a-post"): the actor is that person.
        Refused("posts-kept-apart"): the person is an administrator (三员), or would become one
            beside another post.
        Refused("not-in-these-hands"): see `end_post`.
        Refused("last-security-administrator"): nobody would be left to manage permissions.
    """
    check_hands(post.role, actor)
    check_not_to_oneself(person, actor=actor)
    post = Post.objects.select_for_update().get(pk=post.pk)
    until = room(post, since)
    current = post.holdings.on(since).first()
    if current and current.person_id == person.pk:
        raise Refused("nothing-changed")
    before = fingerprint(current)
    later = post.holdings.filter(since__gt=since).order_by("since").first()
    until = later.since if later else until
    check_exclusive(person, post.role, since=since, until=until)
    with keeping_security(post.authority_id, since):
        if current:
            close_holding(current, since)
        holding = Holding.objects.create(
            post=post, person=person, since=since, until=until, ex_officio=ex_officio
        )
    write("appoint", holding, actor=actor, before=before)
    return holding


@transaction.atomic
def appoint_principal(person: Person, post: Post, *, since: date, actor: Actor) -> list[Holding]:
    """Appoint a principal and, where the locality says so, head of what the school leads.

    Raises:
        Refused: see `appoint`.
    """
    holding = appoint(person, post, since=since, actor=actor)
    led = consortia_headed_by(post, since)
    return [holding, *(follow_ex_officio(holding, each, since=since, actor=actor) for each in led)]


@transaction.atomic
def follow_ex_officio(
    principal: Holding, consortium: Consortium, *, since: date, actor: Actor
) -> Holding:
    """Make the principal of the lead school head of its consortium, for as long as principal.

    The head's post is created if the consortium has none.

    Raises:
        Refused("not-ex-officio"): in this locality, on that day, this head is somebody else.
        Refused: see `appoint`.
    """
    if consortium not in consortia_headed_by(principal.post, since):
        raise Refused("not-ex-officio", name=consortium.label)
    room(principal, since)
    post = Post.objects.on(since).filter(consortium=consortium, body=None, role=HEAD).first()
    if post is None:
        authority = consortium.authority
        post = create_post(
            authority,
            HEAD,
            head_title(authority, since),
            since=since,
            actor=actor,
            place=consortium,
        )
    return appoint(principal.person, post, since=since, actor=actor, ex_officio=True)


@transaction.atomic
def end_holding(holding: Holding, *, until: date, actor: Actor, reason: str = "") -> Holding:
    """Let somebody leave a post: `until` is the first day they no longer hold it.

    Posts that came with it (兼任) end too.

    Raises:
        Refused("ends-before-it-begins"): it was taken up on that day or later.
        Refused("already-ended"): it ends on that day or earlier as it is.
        Refused("not-on-yourself"): nobody takes posts from themselves.
        Refused("not-in-these-hands"): see `end_post`; in an emergency, told by a reason, the
            security administrator may end any.
        Refused("last-security-administrator"): nobody would be left to manage permissions.
    """
    holding = Holding.objects.select_for_update().get(pk=holding.pk)
    if not (reason and actor.may("permission.manage")):
        check_hands(holding.post.role, actor)
    check_not_oneself(holding.person, actor)
    before = fingerprint(holding)
    with keeping_security(holding.post.authority_id, until):
        followed = close_holding(holding, until)
    note = {"since": until.isoformat(), "ex_officio": followed, "reason": reason}
    said = {name: value for name, value in note.items() if value}
    write("end-holding", holding, actor=actor, before=before, note=said)
    return holding


@transaction.atomic
def withdraw_appointment(holding: Holding, *, today: date, actor: Actor, reason: str = "") -> Post:
    """Take back an appointment that begins today or later; whoever held the post goes on.

    Raises:
        Refused("already-in-force"): it began before today; it can be ended.
        Refused("not-on-yourself"): nobody takes posts from themselves.
        Refused("not-in-these-hands"): see `end_holding`.
        Refused("somebody-follows"): it has been lent to a deputy already.
        Refused("posts-kept-apart"): whoever held it is, or becomes, an administrator (三员).
        Refused("last-security-administrator"): nobody would be left to manage permissions.
    """
    holding = Holding.objects.select_for_update().get(pk=holding.pk)
    post, before = holding.post, fingerprint(holding)
    if not (reason and actor.may("permission.manage")):
        check_hands(post.role, actor)
    check_not_oneself(holding.person, actor)
    if holding.since < today:
        raise Refused("already-in-force", name=str(holding), since=holding.since)
    if holding.delegations.exists():
        raise Refused("somebody-follows", name=str(post), since=holding.since)
    with keeping_security(post.authority_id, holding.since):
        holding.delete()
        _go_on(post, holding)
    note = {"since": holding.since.isoformat(), "reason": reason}
    note = {name: value for name, value in note.items() if value}
    write("withdraw-appointment", post, actor=actor, before=before, note=note)
    return post


def _go_on(post: Post, withdrawn: Holding) -> None:
    """Let whoever held a post before go on, up to the day on which that was to end by itself."""
    since, until = withdrawn.since, withdrawn.until
    former = post.holdings.filter(until=since).select_related("person").first()
    if former is None:
        return
    ends = Line.objects.filter(verb="end-holding", subject=subject_of(former))
    days = [date.fromisoformat(each.note["since"]) for each in ends]
    until = min([*days, *([until] if until else [])], default=None)
    if until is not None and until <= since:
        return
    check_exclusive(former.person, post.role, since=since, until=until)
    former.until = until
    former.save(update_fields=["until"])
