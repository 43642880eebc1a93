"""What the holder of a post may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.text import Text

Place = Literal["authority", "consortium", "school", "family"]


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of post: where it sits, the permissions that come with it, how it logs in."""

    code: str
    name: Text
    place: Place
    permissions: frozenset[str] = frozenset()
    second_factor: bool = False  # nobody acts in it without a second factor
    exclusive: bool = False  # one of the three administrators: never with another of them


READ = {"board.view", "directory.view", "api.use", "work.view", "work.report", "notice.view"}
READ |= {"case.view", "case.report", "meeting.view", "task.view", "task.report"}
READ |= {"paper.view", "survey.report", "run.view"}
CHAIR = {"meeting.change", "paper.change", "survey.view", "survey.change"}
PEERS = {"peer.report"}  # who teaches among others; not whoever answers for them
DESK = READ | {"directory.export", "person.view", "duty.view", "result.view", "enrolment.view"}
DESK |= {"class.view"}
ACTS = {"duty.report", "duty.chase"}  # for a place: hands in, and reminds those who are late
LEAD = DESK | {"post.delegate"}
SECTION = LEAD | ACTS | {"commitment.report", "identity.reveal", "record.view", "duty.confirm"}
SECTION |= CHAIR
SIGNS = {"enrolment.confirm", "placement.view", "placement.confirm"}  # what two people sign
SIGNS |= {"class.confirm", "retention.view", "retention.confirm"}
PLACES = {"application.view", "application.confirm", "placement.change"}  # children in schools
PLACES |= {"draw.report", "retention.change"}
WITNESS = {"enrolment.view", "placement.view", "draw.report"}  # looks on, and reads over the seed
OFFICE = SECTION | {
    "directory.change",
    "directory.waive",
    "duty.waive",
    "enrolment.change",
    "governance.change",
    "intake.import",
    "pairing.change",
    "person.change",
    "policy.adopt",
    "pupil.view",
    "rollover.change",
    "seats.report",
}
OFFICE |= SIGNS | PLACES
UNION = LEAD | ACTS | CHAIR | {"duty.confirm"}
DEAN = DESK | ACTS | PEERS | {"pupil.view", "duty.confirm"}
PAIRS = {"pairing.change"}  # mentors are bound where the work is done
RESEARCH = DESK | ACTS | {"duty.confirm"}
CLASSES = {"pupil.view", "pupil.change"}  # the list of pupils is kept where they learn
OF_SCHOOL = CLASSES | ACTS | CHAIR | {"commitment.report", "rollover.change", "class.change"}
OF_SCHOOL |= {"seats.report"}
HEAD_OF_SCHOOL = LEAD | PAIRS | OF_SCHOOL | {"duty.confirm", "class.confirm"}
FAMILY = {"family.view", "survey.report", "application.report", "notice.view"}
SYSTEM = {"account.manage", "installation.manage", "run.view"}
SECURITY = {"permission.view", "permission.manage"}
AUDIT = {"audit.view", "permission.view", "record.view"}


EVERYONE = {"self.view"}  # whoever holds a post may see which, and switch to it


def _role(
    code: str, zh: str, en: str, place: Place, permissions: set[str], *, second_factor: bool = False
) -> Role:
    return Role(code, Text(zh, en), place, frozenset(permissions | EVERYONE), second_factor)


def _administrator(code: str, zh: str, en: str, permissions: set[str]) -> Role:
    return Role(code, Text(zh, en), "authority", frozenset(permissions | EVERYONE), True, True)


ROLES = {
    role.code: role
    for role in (
        _role(
            "bureau_leader",
            "局领导",
            "bureau leader",
            "authority",
            SECTION | SIGNS,
            second_factor=True,
        ),
        _role(
            "bureau_office",
            "教育局办公室",
            "bureau office",
            "authority",
            OFFICE,
            second_factor=True,
        ),
        _role("bureau_basic", "基教股", "basic education section", "authority", OFFICE),
        _role("bureau_personnel", "人事股", "personnel section", "authority", SECTION),
        _role("bureau_finance", "计财股", "finance section", "authority", DESK),
        _role("bureau_inspection", "督导室", "inspection office", "authority", SECTION),
        _role(
            "bureau_research",
            "教研室",
            "teaching-research office",
            "authority",
            DESK | ACTS | {"duty.confirm"},
        ),
        _role("notary", "公证员", "notary", "authority", WITNESS, second_factor=True),
        _role("leading_group", "领导小组成员", "member of the leading group", "authority", READ),
        _role(
            "district_head",
            "学区长",
            "district head",
            "consortium",
            UNION | PAIRS | {"governance.change", "commitment.report"},
        ),
        _role("deputy_head", "副学区长", "deputy district head", "consortium", UNION),
        _role(
            "district_office",
            "学区（集团）办公室",
            "district or group office",
            "consortium",
            UNION | PAIRS | {"governance.change", "commitment.report"},
        ),
        _role("body_member", "机构成员", "member of a body", "consortium", READ),
        _role("principal", "校长", "principal", "school", HEAD_OF_SCHOOL | {"identity.reveal"}),
        _role("executive_principal", "执行校长", "executive principal", "school", HEAD_OF_SCHOOL),
        _role("dean", "教导主任", "dean", "school", DEAN),
        _role("school_office", "学校办公室", "school office", "school", DESK | OF_SCHOOL),
        _role("teacher", "教师", "teacher", "school", READ | PEERS),
        _role("guardian", "家长", "parent or guardian", "family", FAMILY),
        _administrator("system_admin", "系统管理员", "system administrator", SYSTEM),
        _administrator("security_admin", "安全管理员", "security administrator", SECURITY),
        _administrator("audit_admin", "审计管理员", "audit administrator", AUDIT),
    )
}


def permissions(role: str) -> frozenset[str]:
    """The permissions of a role; none for a post the catalogue does not know."""
    return ROLES[role].permissions if role in ROLES else frozenset()
