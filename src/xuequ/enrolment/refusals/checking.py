"""Why checks of applications say no."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "lock-ended-by-you": _(
        "You have ended a lock on this dwelling as a mistake, so another person accepts here. "
        "Declare a conflict of interest, and it goes to somebody else."
    ),
    "no-such-lock": _(
        "No seat of that year and stage was brought in for this dwelling. Type address or number "
        "as in the sheet; locks of applications end with the application."
    ),
    "answer-not-asked": _("Nobody asked about %(item)s of number %(number)s. Nothing was taken."),
    "application-decided": _("This application no longer waits to be checked: %(state)s."),
    "changed-meanwhile": _(
        "The family has handed in version %(version)s meanwhile. Read it, then decide."
    ),
    "checked-in-person": _("Applications are checked in person: log in as the person who checks."),
    "checks-have-begun": _(
        "Applications of this round have been checked already; how they are checked stays as it is."
    ),
    "checks-not-settled": _(
        "How this round is checked has not been fixed yet. Fix it first: share read twice, seat "
        "locks."
    ),
    "class-needed": _("The rules place by classes of claim: choose the class."),
    "class-out-of-range": _("Classes of claim go from 1 to %(most)s."),
    "dwelling-is-locked": _(
        "This dwelling gave a seat in %(year)s to a child of another family; it gives the next in "
        "%(until)s. If the child is a brother or sister, add the guardian they share; otherwise "
        "refuse, or accept by another dwelling."
    ),
    "dwelling-unreadable": _(
        "«%(dwelling)s» is too short for a dwelling: write address or number in full."
    ),
    "file-not-open": _("Say first what you look at this file for."),
    "home-needed": _("The rules place by catchment: choose the school of the catchment."),
    "home-not-in-plan": _("The school of the catchment is not in the plan of this round."),
    "items-open": _("Say of every item what is proved. Still open: %(items)s"),
    "keep-out": _(
        "This child is your own, or you have declared it to be of your people. You neither open "
        "the file nor decide on it; somebody else does."
    ),
    "lock-years-out-of-range": _("A seat lock holds for 1 to %(most)s years, not %(years)s."),
    "locks-are-fixed": _(
        "%(name)s has opened: for how many years a dwelling's seat is locked, and whether brothers "
        "and sisters are exempt, is settled before and stays as it is. Change only the share."
    ),
    "no-type-fits": _("By these items the child is of no type of the points table. Correct them."),
    "not-decided": _("Only what was accepted or refused is taken up again: %(state)s."),
    "not-eligible": _(
        "No ground to apply is shown. Missing: %(missing)s. Return it for correction, or refuse it."
    ),
    "not-in-your-hands": _("You do not have this application in hand. Take the next one."),
    "nothing-to-ask": _("No application that waits claims any of these items."),
    "nothing-waits": _(
        "There is nothing for you to check in this round now. Of those that you have read, "
        "%(others)s wait for somebody else."
    ),
    "points-not-settled": _(
        "The rules place by points, but the policy holds no points table. Adopt it first; points "
        "are never typed by hand."
    ),
    "primary-needed": _("The rules place by direct feed: choose the primary school."),
    "primary-unknown": _("This is no primary school of the authority."),
    "read-by-you": _("You have read this version before. Somebody else reads it: give it back."),
    "receiver-needed": _("Name the office that gets the data."),
    "return-needs-reasons": _("Say of at least one field what is to be mended."),
    "rules-not-published": _(
        "This round has no published rules; without them nothing is accepted."
    ),
    "share-out-of-range": _("The share read twice is a percentage from 0 to 100, not %(share)s."),
    "standard-has-changed": _(
        "Points table or conditions are not those of %(day)s, when it was fixed how the round is "
        "checked. Fix it again; until then nothing is checked."
    ),
    "unknown-conflict": _("There is no conflict of interest called %(kind)s."),
    "unknown-department": _("There is no department %(department)s."),
    "unknown-field": _("There is no field %(field)s."),
    "unknown-ground": _("Choose the ground of the refusal."),
    "unknown-item": _("The policy asks for no item %(item)s."),
    "unknown-subject": _("Choose by whose data the department knows the child."),
    "unknown-verdict": _("There is no verdict %(verdict)s."),
    "warnings-open": _("Answer each warning before you accept: %(warnings)s"),
}
