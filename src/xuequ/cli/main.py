"""The command `xuequ`: one subcommand per module of this package that declares itself."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

import django
from django.apps import apps

from xuequ.kernel.text import Text
from xuequ.site import home
from xuequ.upkeep.swap import BeingRestored

from . import (
    account,
    allocate,
    authority,
    backup,
    check,
    classes,
    compare,
    coverage,
    deadlines,
    demo,
    draw,
    export,
    importing,
    ledger,
    oneroster,
    points,
    profile,
    record,
    restore,
    rollover,
    serve,
    vault,
    verify,
    work,
)

COMMANDS = {
    "demo": demo,
    "authority": authority,
    "account": account,
    "serve": serve,
    "work": work,
    "check": check,
    "coverage": coverage,
    "profile": profile,
    "record": record,
    "vault": vault,
    "backup": backup,
    "restore": restore,
    "ledger": ledger,
    "cases": deadlines,
    "import": importing,
    "export": export,
    "allocate": allocate,
    "classes": classes,
    "compare": compare,
    "draw": draw,
    "verify": verify,
    "points": points,
    "oneroster": oneroster,
    "rollover": rollover,
}

# They need no database, or set one up.
BEGINNERS = {
    "allocate", "authority", "classes", "compare", "coverage", "demo", "draw", "points", "profile",
    "restore", "serve", "verify",
}  # fmt: skip
NOT_BEGUN = Text(
    "这里还没有数据。请先运行 xuequ demo 或 xuequ serve，或用 XUEQU_HOME 指明数据所在的文件夹。",
    "there is no data here. Run xuequ demo or xuequ serve first, or name the folder that holds "
    "the data with XUEQU_HOME.",
)


def is_begun() -> bool:
    """Is there a database?  Asked before anything is made in the current folder."""
    if apps.ready or os.environ.get("DATABASE_URL"):
        return True
    return (home.folder() / "xuequ.sqlite3").exists()


def parser() -> argparse.ArgumentParser:
    """What may be asked, and how."""
    made = argparse.ArgumentParser(prog="xuequ", description="学区 · school districts at work")
    made.add_argument(
        "--language",
        choices=("zh-hans", "en"),
        default="en" if os.environ.get("LANG", "").startswith("en") else "zh-hans",
        help="language of messages",
    )
    commands = made.add_subparsers(dest="command", required=True)
    for name, module in COMMANDS.items():
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(command)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if all is well, 1 if the answer is no, 2 if it could not be asked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuequ.site.settings")
    chosen = parser().parse_args(arguments)

    chosen.is_begun = is_begun()
    needs_none = chosen.command in BEGINNERS or getattr(chosen, "act", "") == "verify"
    if not needs_none and not chosen.is_begun:
        print(NOT_BEGUN.say(chosen.language), file=sys.stderr)
        return 2
    try:
        django.setup()
    except BeingRestored as busy:
        print(busy, file=sys.stderr)
        return 2
    from .failure import spoken

    with spoken(chosen.language) as outcome:
        outcome.code = COMMANDS[chosen.command].run(chosen)
    return outcome.code


if __name__ == "__main__":
    sys.exit(main())
