"""`xuequ demo`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .printing import add_format, show

HELP = "fill this installation with the nine localities and synthetic people, print the log-ins"


def add_arguments(parser: ArgumentParser) -> None:
    add_format(parser)


def run(chosen: Namespace) -> int:
    from django.conf import settings
    from django.core.management import call_command

    from xuequ.demo.accounts import log_ins
    from xuequ.demo.fill import fill

    def tell(text: str) -> None:
        if chosen.format == "table":
            print(f"  {text} …", flush=True)

    tell("preparing the database")
    call_command("migrate", verbosity=0)
    authority = fill(tell)
    rows = [(each.username, each.password, each.post) for each in log_ins(authority, settings.HOME)]
    columns = (
        Column("username", "账号", "Log-in name"),
        Column("password", "密码", "Password"),
        Column("post", "职务", "Post"),
    )
    show(Table(Text("演示账号", "Demo accounts"), columns, rows), chosen)
    return 0
