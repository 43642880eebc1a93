"""Why districts, studies and the calendar of a round say no."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "children-not-entered": _(
        "%(count)s children admitted at %(school)s are not entered as pupils yet. Enter them, or "
        "wait until their families have answered."
    ),
    "desk-needs-number": _("Type the number of the paper you have seen."),
    "desk-needs-reason": _("Say in at least %(count)s characters why it is done at the desk."),
    "district-does-not-fit": _("The district cannot enrol like this. %(lacks)s"),
    "district-unknown": _("There is no such district on the day the round opens. Choose another."),
    "nobody-answers": _("Nobody holds the post of principal at %(school)s. Appoint somebody."),
    "not-your-member": _("%(school)s is no member of the consortium you act for in this round."),
    "not-your-school": _(
        "Only the principal or executive principal of %(school)s reports its steps in this round."
    ),
    "nothing-is-late": _("Nothing of %(school)s is late; there is nothing to remind it of."),
    "step-by-itself": _("The plan is done as soon as plan and classes are filled in."),
    "step-is-done": _("This step was reported before."),
    "step-needs-words": _("Say in at least %(count)s characters what was done."),
    "step-too-early": _("It is too early for «%(step)s»: what it follows on is not published yet."),
    "steps-out-of-order": _(
        "Each step is due on the day of the one before it or later. Check the days."
    ),
    "study-needs-forecast": _(
        "There is no forecast for %(year)s for any school of the round. Bring in pupils of "
        "earlier years and children by year of birth first."
    ),
    "study-needs-words": _("Say in at least %(count)s characters of each what the study found."),
    "unknown-paper": _("%(kind)s is no paper that is taken. Choose from the list."),
    "study-not-asked": _("The policy wants nothing studied before zoning."),
}
