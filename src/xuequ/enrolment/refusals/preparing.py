"""Why preparation, catchments, classes and the forecast say no."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "catchment-has-a-way": _(
        "The catchment of %(school)s applies in the round %(round)s already. A catchment has one "
        "way of enrolment for a stage in a year: change its part there first."
    ),
    "class-approved-by-maker": _(
        "Whoever prepared or made the classes does not approve them: another person has to."
    ),
    "class-approved-in-person": _(
        "Classes are approved in person: log in as the person who approves."
    ),
    "class-readings-differ": _(
        "%(part)s: what you read on the board is not what was entered. Look at the board once "
        "more; if a digit was entered wrongly, give this making up and make the classes again."
    ),
    "class-count-wrong": _("The number of classes lies between 2 and %(highest)s."),
    "class-fewer-children": _(
        "There are only %(count)s pupils; at least %(wanted)s are needed for this."
    ),
    "class-is-occupied": _(
        "Pupils sit in these classes already: %(numbers)s. Only empty classes are filled."
    ),
    "class-late-before": _(
        "The classes hold from %(since)s; late pupils come on that day or later."
    ),
    "class-late-exists": _("A draw for late pupils is under way. Finish it, or give it up."),
    "class-list-is-stale": _(
        "Pupils have come, left or been moved since the list was made. Make the list again."
    ),
    "class-making-exists": _(
        "Classes of this grade are made already, or being made. Who came later draws afterwards."
    ),
    "class-mean-missing": _(
        "By scores, classes need a bound of how far mean scores may differ, for example 0.5."
    ),
    "class-method-unknown": _("There is no method %(name)s. There are: %(known)s."),
    "class-needs-reason": _("Say the reason in at least %(count)s characters."),
    "class-nobody-waits": _("No pupil of this grade waits for a class on that day."),
    "class-not-there": _("One of the pupils has left, or no longer sits in that class."),
    "class-number-twice": _("Number %(number)s stands in the list twice."),
    "class-score-missing": _("Number %(number)s has no score, and the limits ask for one."),
    "class-step-is-past": _("%(name)s is not, or no longer, at this step. Look at its page."),
    "class-swap-by-asker": _("Whoever asked for a change of class does not decide about it."),
    "class-swap-decided": _("This change of class is decided already."),
    "class-swap-nothing": _("Choose another class than the one the pupil is in."),
    "class-swap-open": _("A change of class is waiting to be decided for one of them already."),
    "class-team-twice": _("Team %(team)s stands in the list twice."),
    "class-teams-count": _(
        "Choose as many leaders of teams as classes, %(wanted)s, or none; %(count)s are chosen."
    ),
    "class-is-full": _(
        "Class %(number)s has as many as a class may hold, %(most)s. Change it for somebody of "
        "that class, or let the bureau decide by the register of exceptional placements."
    ),
    "class-grew-full": _(
        "With those drawn, class %(number)s would hold more than %(most)s pupils, the most a class "
        "may hold. The authority gives this draw up; then draw again."
    ),
    "class-no-places": _(
        "The classes have %(count)s places left, and %(wanted)s pupils wait. Let the bureau decide "
        "by the register of exceptional placements, or about another class."
    ),
    "class-too-large": _(
        "With so few classes one would hold %(count)s pupils; the policy allows %(most)s."
    ),
    "class-twin-alone": _("Nobody but %(number)s has the code of twins %(twins)s."),
    "class-twins-disagree": _("Those with the code of twins %(twins)s say different things."),
    "class-twins-too-many": _(
        "%(count)s children with the code %(twins)s cannot go to different ones of %(wanted)s "
        "classes."
    ),
    "classes-contradict": _(
        "The limits cannot all be kept. The best that was found: %(faults)s. Change a limit or the "
        "rule for twins; nothing was written."
    ),
    "closes-before-it-opens": _("Applications close after they open; choose a later end."),
    "enrolment-is-open": _(
        "«%(name)s» is published and has opened: plan, days and rules are not changed any more."
    ),
    "finding-needs-reason": _("Say in at least %(count)s characters why the condition holds."),
    "needs-two-signatures": _(
        "%(wanted)s different people have to sign before it is published; so far %(count)s have."
    ),
    "not-in-the-plan": _("%(school)s is not in the plan of this round. Choose it first."),
    "not-of-the-stage": _("%(school)s does not teach this stage on the day the round opens."),
    "opening-is-past": _(
        "The hour of opening has come. Set a later opening, make and sign the rules again."
    ),
    "opens-in-another-year": _(
        "Applications open years away from the school year %(year)s. Check the year."
    ),
    "overflow-elsewhere": _(
        "%(school)s: overflow goes to other schools of the plan, none named twice."
    ),
    "rules-are-published": _("Version %(version)s is published already."),
    "rules-are-stale": _(
        "The register or the policy has changed since version %(version)s was made. Make the rules "
        "again."
    ),
    "rules-have-ended": _(
        "Version %(version)s has ended, for plan or days were changed. Make the rules again."
    ),
    "rules-lack": _("The rules cannot be made yet. %(lacks)s"),
    "shortfall-is-none": _(
        "%(pupils)s pupils and %(seats)s seats: none is lacking. Check both numbers."
    ),
    "shortfall-needs-words": _(
        "Say in at least %(count)s characters each why the building does not suffice, and what is "
        "planned."
    ),
    "shortfall-year": _(
        "A shortfall is recorded for a school year that begins from %(first)s to %(last)s."
    ),
    "stage-not-taught": _("%(school)s does not teach this stage."),
    "signed-already": _(
        "You have signed version %(version)s already; another person has to sign too."
    ),
    "signed-in-person": _("Rules are signed in person: log in as the person who signs."),
    "unknown-condition": _("The policy has no condition %(condition)s of multi-school zoning."),
    "unknown-kind": _("This way of enrolment keeps no seats for %(kind)s."),
    "unknown-way": _("The policy of the day of opening has no way of enrolment %(way)s."),
}
