"""Tables of enrolment."""

from __future__ import annotations

from .checks import Assignment, Check, CheckSettings, Conflict, Look
from .classes import ClassMaking, ClassSeat, ClassSwap, ClassTeam
from .coordinated import (
    Coordination,
    CustodyEntry,
    DeskEntry,
    Step,
    StepDay,
    StepDone,
    StepRaised,
    Study,
)
from .drawing import Announcement, Brought, DryRun, Rehearsal, Roster
from .dwellings import DepartmentAnswer, Dwelling, Inquiry, SeatLock
from .exceptional import TO_APPROVE, Appeal, Exceptional, ExceptionApproval, ExceptionPaper
from .families import Application, Child, Choice, Custody, Evidence, Submission
from .following import Arrival, ArrivalTerms, TraceLook, Watch, WatchStep
from .forecast import Cohort, PastRoll, Seats, Shortfall
from .placing import APPROVALS, Approval, Outcome, Placement, Voiding, WaitingPlace
from .privacy import Consent, Erasure, ErasureItem, LegalHold
from .rounds import SIGNATURES, STAGES, Finding, Plan, Round, RuleSet, RuleSignature
from .telling import Answer, Departure, Move, Offer, Telling

__all__ = [
    "APPROVALS",
    "SIGNATURES",
    "STAGES",
    "TO_APPROVE",
    "Announcement",
    "Answer",
    "Appeal",
    "Application",
    "Approval",
    "Arrival",
    "ArrivalTerms",
    "Assignment",
    "Brought",
    "Check",
    "CheckSettings",
    "Child",
    "Choice",
    "ClassMaking",
    "ClassSeat",
    "ClassSwap",
    "ClassTeam",
    "Cohort",
    "Conflict",
    "Consent",
    "Coordination",
    "Custody",
    "CustodyEntry",
    "DepartmentAnswer",
    "Departure",
    "DeskEntry",
    "DryRun",
    "Dwelling",
    "Erasure",
    "ErasureItem",
    "Evidence",
    "ExceptionApproval",
    "ExceptionPaper",
    "Exceptional",
    "Finding",
    "Inquiry",
    "LegalHold",
    "Look",
    "Move",
    "Offer",
    "Outcome",
    "PastRoll",
    "Placement",
    "Plan",
    "Rehearsal",
    "Roster",
    "Round",
    "RuleSet",
    "RuleSignature",
    "SeatLock",
    "Seats",
    "Shortfall",
    "Step",
    "StepDay",
    "StepDone",
    "StepRaised",
    "Study",
    "Submission",
    "Telling",
    "TraceLook",
    "Voiding",
    "WaitingPlace",
    "Watch",
    "WatchStep",
]
