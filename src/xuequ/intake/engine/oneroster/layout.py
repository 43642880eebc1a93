"""The files of a bundle: their columns in their order, and what may stand in them.

1EdTech OneRoster 1.2, CSV binding.  Release 1.2 (2022-09-19) has in users.csv a column that
release 1.2.1 (2023-08-22) takes out again; bundles are written without and read with or without
it.  Columns «metadata.cn.…» are of the China profile (docs/oneroster.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MANIFEST = "manifest.csv"
MANIFEST_HEAD = ("propertyName", "value")
VERSIONS = ("1.2", "1.2.1")
EXTENSION = "ext:"  # how a value outside a vocabulary begins
METADATA = "metadata."
CN = "metadata.cn."
COMMON = ("sourcedId", "status", "dateLastModified")
WITHDRAWN = "resourceSourcedIds"  # the column of users.csv that release 1.2.1 took out
AFTER = "userMasterIdentifier"  # where it stood

# In the order in which the manifest names them.
NAMES = (
    "academicSessions", "categories", "classes", "classResources", "courseResources", "courses",
    "demographics", "enrollments", "lineItemLearningObjectiveIds", "lineItems",
    "lineItemScoreScales", "orgs", "resources", "resultLearningObjectiveIds", "results",
    "resultScoreScales", "roles", "scoreScales", "userProfiles", "userResources", "users",
)  # fmt: skip

ORG_TYPES = ("department", "school", "district", "local", "state", "national")
ROLES = (
    "aide", "counselor", "districtAdministrator", "guardian", "parent", "principal", "proctor",
    "relative", "siteAdministrator", "student", "systemAdministrator", "teacher",
)  # fmt: skip
TRUTH = ("true", "false")
# Orgs beyond the standard: districts and groups, campuses, teaching points, bodies.
UNION, SITE, POINT, BODY = "ext:consortium", "ext:campus", "ext:teachingPoint", "ext:body"


@dataclass(frozen=True, slots=True)
class File:
    """One file of a bundle that is read and written.

    `refers` says for a column in which files the ids stand that it names; `lists` are columns
    of several values parted by commas; `words` are vocabularies, those of `open` may be extended.
    """

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    further: tuple[str, ...] = ()  # columns of the China profile, without «metadata.cn.»
    days: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    refers: Mapping[str, str] = field(default_factory=dict)

    @property
    def head(self) -> tuple[str, ...]:
        """The columns of the standard, in their order."""
        return (*COMMON, *self.columns)

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


SESSIONS = File(
    "academicSessions",
    ("title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear"),
    ("title", "type", "startDate", "endDate", "schoolYear"),
    days=("startDate", "endDate"),
    words={"type": ("gradingPeriod", "semester", "schoolYear", "term")},
    open=("type",),
    refers={"parentSourcedId": "academicSessions"},
)
ORGS = File(
    "orgs",
    ("name", "type", "identifier", "parentSourcedId"),
    ("name", "type"),
    further=(
        "stages", "ownership", "strength", "locality", "township", "newlyBuilt", "source",
        "plaques", "aliases", "since", "until", "memberships", "officialName", "kind", "form",
        "mode", "recognition", "goal", "order", "address", "phone", "longitude", "latitude",
        "datum",
    ),
    days=(f"{CN}since", f"{CN}until"),
    words={"type": ORG_TYPES},
    open=("type",),
    refers={"parentSourcedId": "orgs"},
)  # fmt: skip
COURSES = File(
    "courses",
    ("schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId", "subjects",
     "subjectCodes"),
    ("title", "orgSourcedId"),
    lists=("grades", "subjects", "subjectCodes"),
    refers={"schoolYearSourcedId": "academicSessions", "orgSourcedId": "orgs"},
)  # fmt: skip
CLASSES = File(
    "classes",
    ("title", "grades", "courseSourcedId", "classCode", "classType", "location",
     "schoolSourcedId", "termSourcedIds", "subjects", "subjectCodes", "periods"),
    ("title", "courseSourcedId", "classType", "schoolSourcedId", "termSourcedIds"),
    further=("stage", "pupilCount"),
    lists=("grades", "termSourcedIds", "subjects", "subjectCodes", "periods"),
    words={"classType": ("homeroom", "scheduled")},
    open=("classType",),
    refers={"courseSourcedId": "courses", "schoolSourcedId": "orgs",
            "termSourcedIds": "academicSessions"},
)  # fmt: skip
USERS = File(
    "users",
    ("enabledUser", "username", "userIds", "givenName", "familyName", "middleName", "identifier",
     "email", "sms", "phone", "agentSourcedIds", "grades", "password", "userMasterIdentifier",
     "preferredGivenName", "preferredMiddleName", "preferredFamilyName", "primaryOrgSourcedId",
     "pronouns"),
    ("enabledUser", "username", "givenName", "familyName"),
    further=("name", "honours"),
    lists=("userIds", "agentSourcedIds", "grades"),
    words={"enabledUser": TRUTH},
    refers={"agentSourcedIds": "users", "primaryOrgSourcedId": "orgs"},
)  # fmt: skip
PEOPLE = File(
    "roles",
    ("userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId",
     "userProfileSourcedId"),
    ("userSourcedId", "roleType", "role", "orgSourcedId"),
    further=("teaching", "post", "title", "exOfficio"),
    days=("beginDate", "endDate"),
    words={"roleType": ("primary", "secondary"), "role": ROLES, f"{CN}exOfficio": TRUTH},
    open=("role",),
    refers={"userSourcedId": "users", "orgSourcedId": "orgs",
            "userProfileSourcedId": "userProfiles"},
)  # fmt: skip
PROFILES = File(
    "userProfiles",
    ("userSourcedId", "profileType", "vendorId", "applicationId", "description",
     "credentialType", "username", "password"),
    ("userSourcedId", "profileType", "vendorId", "credentialType", "username"),
    refers={"userSourcedId": "users"},
)  # fmt: skip
ENROLLMENTS = File(
    "enrollments",
    ("classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary", "beginDate",
     "endDate"),
    ("classSourcedId", "schoolSourcedId", "userSourcedId", "role"),
    days=("beginDate", "endDate"),
    words={"role": ("administrator", "proctor", "student", "teacher"), "primary": TRUTH},
    open=("role",),
    refers={"classSourcedId": "classes", "schoolSourcedId": "orgs", "userSourcedId": "users"},
)  # fmt: skip
RACES = (
    "americanIndianOrAlaskaNative", "asian", "blackOrAfricanAmerican",
    "nativeHawaiianOrOtherPacificIslander", "white", "demographicRaceTwoOrMoreRaces",
    "hispanicOrLatinoEthnicity",
)  # fmt: skip
DEMOGRAPHICS = File(
    "demographics",
    ("birthDate", "sex", *RACES, "countryOfBirthCode", "stateOfBirthAbbreviation", "cityOfBirth",
     "publicSchoolResidenceStatus"),
    (),
    days=("birthDate",),
    words={"sex": ("male", "female", "unspecified", "other"), **dict.fromkeys(RACES, TRUTH)},
    open=("sex",),
    refers={"sourcedId": "users"},
)  # fmt: skip

FILES = {
    each.name: each
    for each in (
        ORGS, SESSIONS, COURSES, CLASSES, USERS, PROFILES, PEOPLE, ENROLLMENTS, DEMOGRAPHICS,
    )
}  # fmt: skip
Record = Mapping[str, str]  # one row of a file by column
