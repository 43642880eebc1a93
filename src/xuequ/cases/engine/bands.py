"""Bands of roles that act together in a step of a case (办理岗位)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.text import Text

Sits = Literal["authority", "consortium", "school", "body"]


@dataclass(frozen=True, slots=True)
class Band:
    """Roles any of which may act, and the sort of place they sit in."""

    name: Text
    sits: Sits
    roles: frozenset[str]


def _band(zh: str, en: str, sits: Sits, *roles: str) -> Band:
    return Band(Text(zh, en), sits, frozenset(roles))


BANDS: dict[str, Band] = {
    "bureau": _band("教育局", "education bureau", "authority", "bureau_office", "bureau_basic"),
    "leader": _band("局领导", "bureau leader", "authority", "bureau_leader"),
    "personnel": _band("人事股", "personnel section", "authority", "bureau_personnel"),
    "inspection": _band("督导室", "inspection office", "authority", "bureau_inspection"),
    "union": _band(
        "学区（集团）", "district or group", "consortium",
        "district_head", "deputy_head", "district_office",
    ),
    "head": _band("学区长（集团总校长）", "head of the district or group", "consortium",
                  "district_head"),
    "supervision": _band("监督机构", "supervision body", "body", "body_member", "deputy_head",
                         "district_head", "district_office"),
    "principal": _band("校长", "principal", "school", "principal", "executive_principal"),
    "school": _band(
        "学校", "school", "school", "principal", "executive_principal", "school_office", "dean"
    ),
}  # fmt: skip


def bands_of(role: str) -> tuple[str, ...]:
    """The bands a role belongs to."""
    return tuple(code for code, band in BANDS.items() if role in band.roles)
