"""Ask for the passphrase that closes or opens keys; it never stands in the command itself."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from getpass import getpass
from pathlib import Path

from xuequ.kernel.text import Text

ASKED = Text("口令：", "Passphrase: ")
AGAIN = Text("请再输入一次：", "Once more: ")


def add_passphrase(parser: ArgumentParser) -> None:
    """How to give it where nobody types."""
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="its first line is the passphrase; else $XUEQU_PASSPHRASE, else you are asked",
    )


def passphrase(chosen: Namespace, *, twice: bool) -> str:
    """The passphrase, from file, environment or keyboard.

    Raises:
        Unanswerable: there is none, or it was typed differently.
    """
    from .failure import Unanswerable

    if chosen.passphrase_file is not None:
        lines: list[str] = chosen.passphrase_file.read_text("utf-8").splitlines()
        return lines[0] if lines else ""
    if given := os.environ.get("XUEQU_PASSPHRASE"):
        return given
    if not sys.stdin.isatty():
        raise Unanswerable(
            "请用 --passphrase-file 或 XUEQU_PASSPHRASE 给出口令。",
            "give the passphrase with --passphrase-file or XUEQU_PASSPHRASE.",
        )
    typed = getpass(ASKED.say(chosen.language))
    if twice and getpass(AGAIN.say(chosen.language)) != typed:
        raise Unanswerable("两次输入的口令不同。", "the two passphrases differ.")
    return typed
