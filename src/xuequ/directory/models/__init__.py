"""Who and where, dated: the facts every chapter shares.

A row is in force from `since` up to, not including, `until`; an open end means «still».
"""

from __future__ import annotations

from .authority import Authority
from .calendar import SchoolDay, Term
from .consortia import Consortium, ConsortiumStanding, Membership
from .people import Account, Body, Holding, Honour, Person, Post, Teacher
from .pupils import Pupil, SchoolClass
from .schools import Campus, School, SchoolName, SchoolStanding, Section, TeachingPoint
from .waivers import Waiver

__all__ = [
    "Account",
    "Authority",
    "Body",
    "Campus",
    "Consortium",
    "ConsortiumStanding",
    "Holding",
    "Honour",
    "Membership",
    "Person",
    "Post",
    "Pupil",
    "School",
    "SchoolClass",
    "SchoolDay",
    "SchoolName",
    "SchoolStanding",
    "Section",
    "Teacher",
    "TeachingPoint",
    "Term",
    "Waiver",
]
