"""`xuequ account`: the first people of an installation, and the way back in.

There is no superuser: whoever owns the installation opens the accounts of the three
administrators here; they and the authority's office do the rest on their pages.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .places import authority, words
from .printing import add_format, show

if TYPE_CHECKING:
    from xuequ.directory.models import Account

HELP = "open, close or reopen an account, reset its password, unlock it"


def add_arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    new = acts.add_parser("open", help="register a person in a post and open an account")
    new.add_argument("--authority", required=True, help="name, short name or profile")
    new.add_argument("--name", type=words(60), required=True, help="the person's name")
    new.add_argument("--username", type=words(60), required=True, help="the log-in name")
    new.add_argument("--role", required=True, help="e.g. security_admin")
    add_format(new)
    for act, text in (
        ("close", "let nobody log in with it any more"),
        ("reopen", "let somebody log in with it again"),
        ("reset", "give it a new password, printed once"),
        ("unlock", "lift a lock-out after failed attempts"),
    ):
        command = acts.add_parser(act, help=text)
        command.add_argument("username", help="the log-in name")
        add_format(command)


def run(chosen: Namespace) -> int:
    from xuequ.directory.services import people
    from xuequ.directory.services.security.attempts import unlock_account
    from xuequ.kernel.actors import program

    actor, password = program("command line"), None
    if chosen.act == "open":
        account, password = _open(chosen)
    else:
        account = _account(chosen.username)
    match chosen.act:
        case "close":
            account = people.close_account(account, actor=actor)
        case "reopen":
            account = people.reopen_account(account, actor=actor)
        case "reset":
            password = people.issue_password(account, actor=actor)
        case "unlock":
            unlock_account(account, actor=actor)
    _show(account, password, chosen)
    return 0


def _open(chosen: Namespace) -> tuple[Account, str]:
    """A new person in a new post with an account: all of it, or nothing."""
    from django.db import transaction
    from django.utils import timezone

    from xuequ.directory.engine.roles import ROLES
    from xuequ.directory.services import people
    from xuequ.directory.services.administrators import give_administration
    from xuequ.kernel.actors import program

    from .failure import Unanswerable

    known = {code: role for code, role in ROLES.items() if role.place == "authority"}
    if chosen.role not in known:
        raise Unanswerable(
            f"教育局没有“{chosen.role}”这种角色。现有：{'、'.join(known)}",
            f"an authority has no role {chosen.role}. There are: {', '.join(known)}",
        )
    where, today, actor = authority(chosen.authority), timezone.localdate(), program("command line")
    role = known[chosen.role]
    with transaction.atomic():
        person = people.register_person(where, chosen.name, actor=actor)
        if role.exclusive:
            give_administration(person, where, role.code, since=today, actor=actor)
        else:
            post = people.create_post(where, role.code, role.name.zh, since=today, actor=actor)
            people.appoint(person, post, since=today, actor=actor)
        return people.open_with_password(chosen.username, person=person, actor=actor)


def _account(username: str) -> Account:
    from xuequ.directory.models import Account

    from .failure import Unanswerable

    found = Account.objects.filter(username=username).select_related("person").first()
    if found is None:
        raise Unanswerable(f"没有账号“{username}”。", f"there is no account {username}.")
    return found


def _show(account: Account, password: str | None, chosen: Namespace) -> None:
    columns = [
        Column("username", "账号", "Log-in name"),
        Column("person", "人员", "Person"),
        Column("state", "状态", "State"),
    ]
    state = Text("启用", "open") if account.is_active else Text("停用", "closed")
    row: list[object] = [account.username, account.person.name if account.person else None, state]
    if password is not None:
        columns.append(Column("password", "初始密码", "First password"))
        row.append(password)
    show(Table(Text("账号", "Account"), tuple(columns), [tuple(row)]), chosen)
    if password is not None:
        once = Text(
            "密码只显示这一次，首次登录须更改。",
            "The password is shown this once and must be changed at the first log-in.",
        )
        print(once.say(chosen.language), file=sys.stderr)
