"""Why applying and telling say no."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "application-is-over": _(
        "This application was withdrawn or decided and is not changed any more. A withdrawn one is "
        "taken up again from the list of rounds."
    ),
    "application-lacks": _("It cannot be handed in yet. Still missing: %(lacks)s."),
    "applications-closed": _(
        "Applications for «%(name)s» can be changed from %(opens)s to %(closes)s only."
    ),
    "applies-elsewhere": _(
        "The child applies in the round «%(name)s» of this year already. A child has one "
        "application a year: withdraw that one first."
    ),
    "change-code-needed": _(
        "A later change needs the change code that was shown when you first handed in. Not seen "
        "or lost? Open the receipt of this application and draw a new one."
    ),
    "change-code-wrong": _(
        "The change code is wrong. It was shown when you first handed in. Lost? Open the receipt "
        "of this application and draw a new one."
    ),
    "child-is-registered": _(
        "This child is registered already by another parent or guardian. Ask them to add you on "
        "the page of the child, or ask the education bureau."
    ),
    "child-needs": _("Fill in: %(field)s."),
    "child-not-of-age": _("%(day)s cannot be the day of birth of a child to enter school."),
    "choice-not-offered": _("The school of choice %(rank)s cannot be chosen there."),
    "choices-are-accompanied": _(
        "The choices are those of the child it is placed together with; change them there."
    ),
    "choices-are-closed": _(
        "Applications have closed: what was returned is corrected, but the choices stay as they "
        "were handed in."
    ),
    "chosen-twice": _(
        "%(school)s stands at choice %(other)s already; leave choice %(rank)s empty or choose "
        "another school."
    ),
    "claim-unfit": _("%(name)s: %(reason)s"),
    "claim-unknown": _("Nothing called %(claim)s is asked in this round."),
    "code-at-the-desk": _(
        "Only the education bureau can help here: bring your paper, it takes the old change code "
        "back, and you draw a new one here."
    ),
    "companion-has-one": _(
        "That application is placed together with another one already. Choose the same one there."
    ),
    "companion-not-handed-in": _(
        "Hand in the application of the other child first; its choices are taken over."
    ),
    "companion-unknown": _("Choose another application of your own family in this round."),
    "companions-stay": _(
        "Another child of yours is placed together with this one. Take that back first."
    ),
    "draft-changed-elsewhere": _(
        "This application was changed meanwhile on another device or by the other guardian. Look "
        "at it as it is now, and type yours again; nothing was overwritten."
    ),
    "guardian-already": _("This parent speaks for the child already."),
    "has-a-code": _("There is a change code; it was shown when you first handed in."),
    "last-guardian": _(
        "Nobody else speaks for the child. Add the other parent or guardian first, then end this "
        "one."
    ),
    "material-forbidden": _("%(what)s must not count in enrolment and is not taken (%(rule)s)."),
    "material-handed-in": _("This paper was handed in and stays for whoever checks it."),
    "material-is-there": _("%(name)s is there already."),
    "material-not-readable": _(
        "%(name)s is neither a photo (JPEG, PNG, WebP) nor a PDF. Take a photo of the paper."
    ),
    "material-unknown": _("Choose which paper it is; only those of the list are taken."),
    "no-code": _("There is no change code that could be taken back."),
    "parent-not-found": _(
        "No parent's account here has this log-in name and this name. Ask them for both as they "
        "stand in their account."
    ),
    "child-not-here": _(
        "No child of this number is registered with this authority, or it is of your own people "
        "and a colleague has to do it. Type the child's number of eight digits, or that of its "
        "paper."
    ),
    "not-a-parent": _("Children are registered by their parents or guardians, in that identity."),
    "not-handed-in": _("It was not handed in yet; the code comes with the first handing in."),
    "not-your-child": _("You are not registered as a guardian of this child."),
    "nothing-to-choose": _("There are %(count)s choices in this round."),
    "other-authority-enrols": _("This round belongs to another education authority."),
    "round-not-open": _("«%(name)s» does not take applications at this time."),
    "school-not-of-the-round": _("This school is none of those of «%(name)s»; choose one of them."),
    "too-many-children": _("At most %(count)s children are registered by one person."),
    "answered-already": _("You have answered already, or the time to answer is over."),
    "entered-already": _("The child is a pupil of the school already. Ask the school."),
    "list-ends-oddly": _(
        "The public list must come down after the release (%(releases)s) and within 60 days."
    ),
    "no-open-offer": _(
        "No seat is offered to you now, or the time to answer is over and it has gone to the next."
    ),
    "no-outcome-yet": _("This round has no result yet."),
    "no-seat-to-answer": _("There is no seat to answer for."),
    "not-told-yet": _("No result is released yet."),
    "not-waiting": _("The child does not wait for that school any more."),
    "offer-is-open": _("A seat is offered to you. Take it or say no to it."),
    "told-already": _("The result is released. What families were told is not changed any more."),
    "too-short-to-answer": _(
        "Families need at least a day to answer after the release (%(releases)s)."
    ),
    "too-short-to-object": _(
        "Families need at least a day to object after the release (%(releases)s)."
    ),
    "families-still-answer": _("Families answer until %(until)s. Enter the children after that."),
    "nobody-to-enter": _("Everybody with a seat here is a pupil already."),
    "not-your-school": _("That school is none of yours."),
}
