"""The command `xuequ`: one subcommand per module of this package that declares itself."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from . import check, coverage, demo, export, importing, record, serve

COMMANDS = {
    "demo": demo,
    "serve": serve,
    "check": check,
    "coverage": coverage,
    "record": record,
    "import": importing,
    "export": export,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if all is well, 1 if the answer is no, 2 if it could not be asked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuequ.site.settings")
    parser = argparse.ArgumentParser(prog="xuequ", description="学区 · school districts at work")
    parser.add_argument(
        "--language",
        choices=("zh-hans", "en"),
        default="en" if os.environ.get("LANG", "").startswith("en") else "zh-hans",
        help="language of messages",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, module in COMMANDS.items():
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(command)
    chosen = parser.parse_args(arguments)

    import django

    django.setup()
    from .failure import spoken

    with spoken(chosen.language) as outcome:
        outcome.code = COMMANDS[chosen.command].run(chosen)
    return outcome.code


if __name__ == "__main__":
    sys.exit(main())
