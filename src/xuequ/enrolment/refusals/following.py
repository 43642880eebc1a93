"""Why complementary rounds, arrivals and the watch over children say no."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "answers-still-come": _("Families answer until %(until)s. Conclude the round after that."),
    "application-has-ended": _(
        "The round is concluded and this application ended without a place. The child applies in "
        "the complementary round."
    ),
    "arrival-ends-oddly": _(
        "The last day must not lie before the first, and at most %(most)s days after it."
    ),
    "came-in-future": _("Nobody can have come on a day that is still to come."),
    "note-too-short": _("Say in at least %(count)s characters what came of it."),
    "not-your-child-here": _("One of these children has no place at your schools."),
    "unknown-ground": _("Choose one of the grounds."),
    "unknown-step": _("Choose what was done."),
    "watch-is-settled": _("It is settled already where this child goes to school."),
    "complement-only": _(
        "The child has applied this year and had no place. It applies in a complementary round; "
        "«%(name)s» is none."
    ),
    "has-a-complement": _("«%(name)s» completes this round already."),
    "has-a-place": _(
        "The child has a place at %(school)s. A complementary round is for children without one."
    ),
    "no-seats-left": _("No school of «%(name)s» has a seat left."),
    "offers-are-open": _(
        "%(count)s offered seats are not answered yet. Conclude the round when they are, or when "
        "their time is over."
    ),
    "over-seats-left": _("%(school)s has %(count)s seats left; the round can plan no more."),
    "silent-seats-are-due": _(
        "%(count)s seats were not answered for in time; within the hour they go to those who "
        "wait. Come back then."
    ),
    "round-is-concluded": _("«%(name)s» is concluded already."),
    "round-not-concluded": _(
        "Seats of «%(name)s» may still go to those who wait. Conclude it first."
    ),
}
