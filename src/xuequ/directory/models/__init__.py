"""Who and where, dated: the facts every chapter shares.

A row is in force from `since` up to, not including, `until`; an open end means «still».
"""

from __future__ import annotations

from .adoptions import Adoption
from .authority import Authority
from .calendar import SchoolDay, Term
from .catchments import (
    Catchment,
    CatchmentDraft,
    CatchmentLine,
    CatchmentOpinion,
    DraftedCatchment,
)
from .consortia import Consortium, ConsortiumStanding, Membership
from .delegations import Delegation
from .facilities import Facility, FacilityStanding
from .families import Guardianship, Registrant
from .feeders import Feeder
from .people import Account, Body, Holding, Honour, Person, Post, Teacher
from .pupils import ClassTeacher, Pupil, SchoolClass
from .results import ClassResult, Exam
from .schools import Campus, School, SchoolName, SchoolStanding, Section, TeachingPoint
from .sign_in import Factor, RecoveryCode, SignInRules, SignOnLink, Visit
from .timetables import (
    BellPeriod,
    BellSchedule,
    Lesson,
    LessonClass,
    LessonTeacher,
    Timetable,
)
from .tokens import Token
from .waivers import Waiver
from .work import Pairing, Posting

__all__ = [
    "Account",
    "Adoption",
    "Authority",
    "BellPeriod",
    "BellSchedule",
    "Body",
    "Campus",
    "Catchment",
    "CatchmentDraft",
    "CatchmentLine",
    "CatchmentOpinion",
    "ClassResult",
    "ClassTeacher",
    "Consortium",
    "ConsortiumStanding",
    "Delegation",
    "DraftedCatchment",
    "Exam",
    "Facility",
    "FacilityStanding",
    "Factor",
    "Feeder",
    "Guardianship",
    "Holding",
    "Honour",
    "Lesson",
    "LessonClass",
    "LessonTeacher",
    "Membership",
    "Pairing",
    "Person",
    "Post",
    "Posting",
    "Pupil",
    "RecoveryCode",
    "Registrant",
    "School",
    "SchoolClass",
    "SchoolDay",
    "SchoolName",
    "SchoolStanding",
    "Section",
    "SignInRules",
    "SignOnLink",
    "Teacher",
    "TeachingPoint",
    "Term",
    "Timetable",
    "Token",
    "Visit",
    "Waiver",
]
