"""Acts on people, posts and accounts."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.names import sort_key
from ..models import Account, Authority, Consortium, Holding, Person, Post, School
from .succession import end


@transaction.atomic
def register_person(
    authority: Authority, name: str, *, actor: Actor, is_synthetic: bool = False
) -> Person:
    """Register somebody who works in the system."""
    person = Person.objects.create(
        authority=authority,
        name=name,
        sort_key=sort_key(name, person=True),
        is_synthetic=is_synthetic,
    )
    write("register-person", person, actor=actor)
    return person


@transaction.atomic
def create_post(
    authority: Authority,
    role: str,
    title: str,
    *,
    since: date,
    actor: Actor,
    place: School | Consortium | None = None,
) -> Post:
    """Create a post in the authority itself, in a school, or in a consortium."""
    post = Post.objects.create(
        authority=authority,
        school=place if isinstance(place, School) else None,
        consortium=place if isinstance(place, Consortium) else None,
        role=role,
        title=title,
        since=since,
    )
    write("create-post", post, actor=actor, note={"role": role})
    return post


@transaction.atomic
def appoint(
    person: Person, post: Post, *, since: date, actor: Actor, ex_officio: bool = False
) -> Holding:
    """Put a person in a post from a day on, until the next holder known, if any.

    Whoever holds it ends there.

    Raises:
        Refused("nothing-changed"): that person holds it already.
        Refused("ends-before-it-begins"): the holder took it up on that day or later.
    """
    Post.objects.select_for_update().get(pk=post.pk)
    current = post.holdings.on(since).first()
    if current and current.person_id == person.pk:
        raise Refused("nothing-changed")
    before = fingerprint(current)
    if current:
        end(current, until=since)
    later = post.holdings.filter(since__gt=since).order_by("since").first()
    holding = Holding.objects.create(
        post=post,
        person=person,
        since=since,
        until=later.since if later else None,
        ex_officio=ex_officio,
    )
    write("appoint", holding, actor=actor, before=before)
    return holding


@transaction.atomic
def open_account(username: str, password: str, *, person: Person, actor: Actor) -> Account:
    """Give a person a log-in.

    Raises:
        Refused("name-is-taken"): there is such a log-in name.
        Refused("weak-password"): the password can be guessed.
    """
    if Account.objects.filter(username=username).exists():
        raise Refused("name-is-taken", name=username)
    account = Account(username=username, person=person)
    _set_password(account, password)
    account.save()
    write("open-account", account, actor=actor)
    return account


@transaction.atomic
def reset_password(account: Account, password: str, *, actor: Actor) -> Account:
    """Give an account a new password.

    Raises:
        Refused("weak-password"): the password can be guessed.
    """
    before = fingerprint(account)
    _set_password(account, password)
    account.save(update_fields=["password"])
    write("reset-password", account, actor=actor, before=before)
    return account


@transaction.atomic
def note_log_in(account: Account, *, actor: Actor) -> None:
    """Record that somebody logged in."""
    write("log-in", account, actor=actor)


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, user=account)
    except ValidationError as error:
        raise Refused("weak-password", reason=" ".join(error.messages)) from error
    account.set_password(password)
