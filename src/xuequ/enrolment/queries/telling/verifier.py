"""The two programs that verify a package and share no line with this one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

VERIFIERS = {"page": ("verify.html", "text/html"), "program": ("verify.py", "text/x-python")}


@cache
def verifier(program: str) -> bytes:
    """The bytes of a verifier, "page" or "program"."""
    name, _ = VERIFIERS[program]
    return files("xuequ.enrolment").joinpath("verifier", name).read_bytes()
