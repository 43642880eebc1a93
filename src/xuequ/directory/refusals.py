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
    "needs-a-number": _(
        "Type the number of an identity paper; it is compared with the paper later."
    ),
    "paper-differs": _(
        "The number on the paper is not the one that was given. Nothing was confirmed: check what "
        "you typed, and whose paper it is."
    ),
    "registrant-is-staff": _(
        "%(name)s works here and is registered with this number. Ask the system administrator to "
        "open an account for that person instead."
    ),
    "catchments-begin-later": _(
        "Catchments that begin on %(since)s are published already. Let the draft hold from that "
        "day or a later one."
    ),
    "draft-is-open": _("There is a draft of this stage already. Go on with it, or throw it away."),
    "draft-is-published": _("This draft is published or thrown away. Begin another."),
    "no-place-to-speak-for": _(
        "Opinions are given in a post of a school or of a district or group. Switch to such a post."
    ),
    "not-your-catchments": _("Catchments of %(authority)s are drawn by its own offices."),
    "nothing-drafted": _(
        "The draft lists nothing, or nothing that is not in force already. Change it first."
    ),
    "opinions-are-asked": _("Opinions were asked for on %(day)s already."),
    "opinions-not-asked": _("Ask schools, districts and groups for their opinions first."),
    "outlines-overlap": _(
        "The outlines of %(school)s and %(other)s overlap. Mend one of them, or give both the "
        "same area if they are served together."
    ),
    "place-listed-twice": _(
        "«%(line)s» of %(school)s and «%(other_line)s» of %(other)s share doors. Change one of "
        "them, or give both schools the same area if they are served together."
    ),
    "school-teaches-no-stage": _(
        "%(school)s does not teach this stage on %(day)s. Choose another school, or register its "
        "stages first."
    ),
}
