"""Why calendar, bells and facilities say no; the directory's others stand in `web`."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "calendar-moved-on": _(
        "What would change is not what you were shown. Look at it again, then keep it."
    ),
    "day-in-no-term": _(
        "%(day)s lies in no term. Choose a day of a term; the nearest runs from %(since)s to "
        "%(last)s."
    ),
    "day-needs-reason": _(
        "Say why %(day)s differs from what its weekday says, e.g. 国庆节 or 台风停课."
    ),
    "days-outside-terms": _(
        "Entered by hand, but in no term any longer: %(days)s. Tick these days to take them out, "
        "or choose other terms."
    ),
    "day-outside-year": _(
        "The class is one of the school year from %(first)s to %(end)s. Choose a day within it."
    ),
    "next-comes-back": _(
        "From %(other)s the leavers come back to %(school)s. Check the next schools of both."
    ),
    "next-is-elsewhere": _(
        "%(school)s is no school of this authority that is open on %(day)s. Choose another."
    ),
    "next-is-itself": _(
        "%(school)s cannot be its own next school; who goes on within it needs none."
    ),
    "last-before-first": _("The last day, %(last)s, lies before the first, %(since)s."),
    "no-terms": _("Give the first and last day of at least one term."),
    "no-terms-yet": _("No terms are set, so %(day)s lies in none. Set the terms first."),
    "term-length": _(
        "A term has 8 to 31 weeks; from %(since)s to %(last)s there are %(days)s days. "
        "Check the first and last day."
    ),
    "term-outside-year": _(
        "The term from %(since)s to %(last)s leaves the school year, which runs from %(first)s "
        "to %(end)s. Choose days within it, or another school year."
    ),
    "terms-out-of-order": _(
        "A term begins on %(since)s, but the one before it ends only on %(last)s. Let each term "
        "begin after the one before it."
    ),
    "terms-overlap": _(
        "The term from %(since)s to %(last)s shares days with one of another school year: "
        "%(other)s. Change that one first, or choose other days."
    ),
    "bells-begin-then": _(
        "%(name)s begins on %(since)s too. Change its periods, or choose another day."
    ),
    "break-has-no-number": _(
        "%(name)s is a break, and no timetable names it. Take the number out."
    ),
    "facility-in-use": _(
        "The timetable that holds from %(since)s on gives lessons there. Bring in a timetable "
        "without it first, or choose a later day."
    ),
    "hours-but-not-shared": _(
        "It is not shared, yet has hours in which others may use it. Share it, or take the hours "
        "out."
    ),
    "period-ends-early": _("It ends at %(ends)s but begins at %(begins)s. Mend one of the times."),
    "period-has-lessons": _(
        "The timetable has lessons in %(name)s. Bring in a timetable without them first."
    ),
    "period-needs-number": _("%(name)s is a lesson: give the number by which timetables call it."),
    "period-number-range": _("%(number)s is no number of a period. Choose 1 to %(last)s."),
    "period-number-taken": _(
        "%(name)s has the number %(number)s already. Choose another, or mend the other one."
    ),
    "period-out-of-order": _(
        "Period %(number)s does not lie as its number says beside period %(other)s. Mend the "
        "times or the numbers."
    ),
    "periods-overlap": _("It runs into %(name)s, %(begins)s–%(ends)s. Mend the times."),
}
