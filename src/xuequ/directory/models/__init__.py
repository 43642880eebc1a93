"""Who and where, dated: the facts every chapter shares.

A row is in force from `since` up to, not including, `until`; an open end means «still».
"""

from __future__ import annotations

from .adoptions import Adoption
from .authority import Authority
from .calendar import SchoolDay, Term
from .consortia import Consortium, ConsortiumStanding, Membership
from .delegations import Delegation
from .families import Guardianship
from .people import Account, Body, Holding, Honour, Person, Post, Teacher
from .pupils import Pupil, SchoolClass
from .schools import Campus, School, SchoolName, SchoolStanding, Section, TeachingPoint
from .sign_in import Factor, RecoveryCode, SignInRules, SignOnLink, Visit
from .tokens import Token
from .waivers import Waiver
from .work import Pairing, Posting

__all__ = [
    "Account",
    "Adoption",
    "Authority",
    "Body",
    "Campus",
    "Consortium",
    "ConsortiumStanding",
    "Delegation",
    "Factor",
    "Guardianship",
    "Holding",
    "Honour",
    "Membership",
    "Pairing",
    "Person",
    "Post",
    "Posting",
    "Pupil",
    "RecoveryCode",
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
    "Token",
    "Visit",
    "Waiver",
]
