"""Why the register of exceptional placements, appeals and admissions say no."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "applied-in-another": _(
        "The child applied in the round «%(name)s» of this year: propose it there."
    ),
    "appeal-is-open": _("An appeal about the same is under way. Wait for its answer."),
    "appeal-not-upheld": _("This appeal is not one of the child, or was not upheld."),
    "appeal-too-late": _("Appeals were taken until %(until)s; the time is over."),
    "authority-is-not-public": _(
        "It has to be shown to the public, and this authority has no public pages. Whoever keeps "
        "its settings opens them first."
    ),
    "exception-breaks-more": _(
        "Since it was proposed other children have come: now it is also %(what)s. Take it back and "
        "propose it again, so that whoever approves and reads it knows."
    ),
    "exception-is-disputed": _(
        "An objection is not settled yet. Until it is, the child does not come in."
    ),
    "exception-is-open": _("For the child %(number)s an exceptional placement is under way."),
    "exception-is-over": _("This entry of the register is carried out or has ended."),
    "exception-is-shown": _(
        "Two people have approved it; it is shown to the public until %(until)s. Nothing else is "
        "done before."
    ),
    "exception-needs-two": _(
        "%(wanted)s people have to approve it, other than who proposed it; so far %(count)s have."
    ),
    "exception-not-shown": _("It is not shown to the public now, so nobody can object to it."),
    "has-that-seat": _("The child has a seat at %(school)s already."),
    "no-such-applicant": _(
        "No child has the number %(number)s. One that never applied gets its number when its "
        "parent registers it, alone or at the desk."
    ),
    "nothing-to-appeal": _("Choose something that is decided about your child."),
    "proposed-it-yourself": _("You proposed it yourself; two others have to approve it."),
    "publicity-days": _("It is shown to the public for %(least)s to %(most)s days."),
    "school-not-in-round": _("This school has no plan in the round."),
    "unknown-ground": _("Choose one of the grounds."),
    "outside-catchment": _(
        "The child applied for the first grade and «%(round)s» gave it no seat at %(school)s "
        "(ENR-04). It comes in only by the register of exceptional placements: the bureau proposes "
        "it there, two others approve."
    ),
    "seats-not-told": _(
        "«%(round)s» gives the seats of the first grade of %(school)s. Until its result is told "
        "nobody is entered there beside it (ENR-05)."
    ),
    "over-plan": _(
        "%(school)s has %(count)s children for a plan of %(plan)s in «%(round)s» (ENR-05). One "
        "more comes in only by the register of exceptional placements: the bureau proposes it "
        "there."
    ),
    "over-class-size": _(
        "%(name)s has %(count)s pupils; a class may hold %(most)s (ENR-06). One more comes in only "
        "by the register of exceptional placements: the bureau proposes it there."
    ),
}
