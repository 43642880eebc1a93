"""What the holder of a post may do."""

from __future__ import annotations

from dataclasses import dataclass

from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of post and the permissions that come with it."""

    code: str
    name: Text
    permissions: frozenset[str] = frozenset()


READ = {"board.view", "directory.view", "directory.export"}
OFFICE = READ | {
    "directory.change",
    "directory.waive",
    "intake.import",
    "record.view",
}

ROLES = {
    role.code: role
    for role in (
        Role("bureau_office", Text("教育局办公室", "bureau office"), frozenset(OFFICE)),
        Role("school_office", Text("学校办公室", "school office"), frozenset(READ)),
        Role("principal", Text("校长", "principal"), frozenset(READ)),
        Role("district_head", Text("学区长", "district head"), frozenset(READ)),
        Role("deputy_head", Text("副学区长", "deputy district head"), frozenset(READ)),
    )
}


def permissions(role: str) -> frozenset[str]:
    """The permissions of a role; none for a post the catalogue does not know."""
    return ROLES[role].permissions if role in ROLES else frozenset()
