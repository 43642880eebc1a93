"""What a package says of personal data of children and guardians that its tables hold.

A package declares it in `HELD` of its own `personal.py`, beside its models; a test of the house
fails when a field of a child or guardian is declared nowhere, or when a declared one is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .discovery import declared
from .text import Text

# Why the authority may hold something: each with the articles it rests on.
BASES: dict[str, Text] = {
    "duty": Text(
        "履行法定职责：义务教育法第七条、第十二条；个人信息保护法第十三条第一款第三项。不需要同意，也不以同意为名",
        "statutory duty: Compulsory Education Law, articles 7 and 12; Personal Information "
        "Protection Law, article 13 (3). It needs no consent and pretends to none",
    ),
    "consent": Text(
        "监护人同意：个人信息保护法第三十一条（未满十四周岁）、第十五条（可以撤回）",
        "consent of a guardian: Personal Information Protection Law, article 31 (under 14) and "
        "article 15 (it can be taken back)",
    ),
    "own": Text(
        "家长本人同意：个人信息保护法第十三条第一款第一项，可以随时撤回",
        "consent of the guardian for their own data: Personal Information Protection Law, "
        "article 13 (1); it can be taken back at any time",
    ),
    "guard": Text(
        "法定安全义务：未成年人网络保护条例第三十六条（访问须审批并留痕）；网络安全法（日志不少于六个月）",
        "statutory duty of care: Regulations on the Protection of Minors Online, article 36 "
        "(access approved and logged); Cybersecurity Law (logs of six months at least)",
    ),
}


@dataclass(frozen=True, slots=True)
class Held:
    """Fields that are kept together, for one purpose.

    Args:
        fields: what each is called, by «app.Model.field».
        kept: how long; {drafts}, {papers}, {unplaced}, {placed} and {guardians} stand for the
            periods of the locality's profile, in days.
    """

    code: str
    title: Text
    fields: Mapping[str, Text]
    purpose: Text
    basis: str  # a key of BASES
    seen_by: Text
    kept: Text
    is_optional: bool = False  # asked only of who agrees

    def __post_init__(self) -> None:
        if self.basis not in BASES:
            raise ValueError(f"{self.code}: no basis {self.basis}")


def of(model: str, **fields: tuple[str, str]) -> dict[str, Text]:
    """The fields of a model, each with what it is called in Chinese and English."""
    return {f"{model}.{name}": Text(*said) for name, said in fields.items()}


def holdings() -> list[Held]:
    """Everything that packages declare, those of children and guardians first in line."""
    found = [each for _, module in declared("personal") for each in module.HELD]
    return sorted(found, key=lambda each: each.code)


def elsewhere() -> dict[str, str]:
    """Encrypted fields that hold nothing of a family, each with the reason, by path."""
    found: dict[str, str] = {}
    for _, module in declared("personal"):
        found |= getattr(module, "NOT_OF_FAMILIES", {})
    return found
