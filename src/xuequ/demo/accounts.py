"""The demo's log-ins: passwords made at random for this installation and kept in its folder."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from xuequ.directory.models import Account, Authority, Membership, Person, Post
from xuequ.directory.services import people

from .fill import ACTOR, OPENING


@dataclass(frozen=True, slots=True)
class LogIn:
    """One log-in to try the product with."""

    username: str
    password: str
    post: str


def log_ins(authority: Authority, home: Path) -> list[LogIn]:
    """The demo's log-ins, made at first use.

    The passwords stand in a file only its owner may read.  If the file or an account is gone,
    new passwords are set.
    """
    path = home / "demo-accounts.json"
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    posts = (("bureau", _bureau(authority)), ("school", _school(authority)))
    if any(name not in known or not _opens(name, known[name]) for name, _ in posts):
        known = {name: secrets.token_urlsafe(9) for name, _ in posts}
        draft = path.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(known))
        _open(posts, known)
        os.replace(draft, path)
    return [LogIn(name, known[name], f"{_where(post)} {post.title}") for name, post in posts]


def _opens(name: str, password: str) -> bool:
    account = Account.objects.filter(username=name).first()
    return account is not None and account.check_password(password)


@transaction.atomic
def _open(posts: tuple[tuple[str, Post], ...], passwords: dict[str, str]) -> None:
    for name, post in posts:
        account = Account.objects.filter(username=name).first()
        if account:
            people.reset_password(account, passwords[name], actor=ACTOR)
        else:
            person = post.holdings.on(OPENING).get().person
            people.open_account(name, passwords[name], person=person, actor=ACTOR)


@transaction.atomic
def _bureau(authority: Authority) -> Post:
    found = Post.objects.filter(authority=authority, role="bureau_office").first()
    if found:
        return found
    post = people.create_post(
        authority, "bureau_office", "教育局办公室", since=OPENING, actor=ACTOR
    )
    person: Person = people.register_person(authority, "莫演示000", actor=ACTOR, is_synthetic=True)
    people.appoint(person, post, since=OPENING, actor=ACTOR)
    return post


@transaction.atomic
def _school(authority: Authority) -> Post:
    """The office of a member school of the first district, held by a person of its own."""
    found = Post.objects.filter(authority=authority, role="school_office").first()
    if found:
        return found
    member = Membership.objects.filter(consortium__authority=authority, role="member").earliest(
        "consortium__order", "order"
    )
    post = people.create_post(
        authority, "school_office", "学校办公室", since=OPENING, actor=ACTOR, place=member.school
    )
    person = people.register_person(authority, "覃演示000", actor=ACTOR, is_synthetic=True)
    people.appoint(person, post, since=OPENING, actor=ACTOR)
    return post


def _where(post: Post) -> str:
    return str(post.school or post.authority)
