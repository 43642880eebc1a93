"""Why trials and the placing of children say no."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "way-not-for-stage": _("«%(way)s» is not for this stage."),
    "no-rules-to-try": _("The round has no rules yet. Make them first, then they can be tried."),
    "nothing-to-try": _(
        "Give a file of applications, or the number of children of a made-up year: one of the two."
    ),
    "nowhere-to-belong": _("No school of the rules can be anybody's own; nothing can be made up."),
    "rules-have-changed": _("The rules of the round are no longer those the trial was started on."),
    "too-many-made-up": _("A made-up year has 1 to %(most)s children."),
    "approved-already": _("You have approved it already; another person has to approve too."),
    "asked-it-yourself": _("You asked for it yourself; another person has to agree."),
    "commitment-used-before": _(
        "%(part)s: this commitment was used in an attempt before, and its secret is known. Take a "
        "new secret."
    ),
    "value-used-before": _(
        "%(part)s: a roster that stood on this value alone was taken back, and its result can be "
        "computed by everybody once the value is told. Name a value that is told later."
    ),
    "defects-have-changed": _(
        "The defect report is not the one that you read: applications have changed, or the table "
        "of ways. Read it again."
    ),
    "digits-first": _(
        "%(part)s: balls and dice come first. Enter and confirm them before anything is revealed."
    ),
    "done-in-person": _("This is done in person: log in as the person who does it."),
    "draw-is-running": _("The draw is being carried out already."),
    "draw-has-begun": _(
        "Something was thrown or revealed already. The attempt can only be declared void, by two."
    ),
    "made-it-yourself": _("Whoever carried the draw out does not approve its result."),
    "needs-a-reason": _("Say in at least %(count)s characters why."),
    "needs-two-approvals": _(
        "%(wanted)s different people have to approve before it is published; so far %(count)s have."
    ),
    "no-announcement": _(
        "Nobody has announced yet how the seed will come about. Announce it first."
    ),
    "no-published-rules": _("This round has no published rules."),
    "no-rules": _("This round has no rules yet. Make them first."),
    "outcome-has-ended": _("This result was declared void, or there is none."),
    "outcome-is-made": _("The draw was carried out; it is never carried out a second time."),
    "outcome-is-published": _("The result is published already."),
    "outcome-is-released": _("Families know the result; it can no longer be declared void."),
    "outcome-not-genuine": _(
        "Verification failed at «%(step)s». Nothing was kept. Stop, and have the program looked at."
    ),
    "part-is-confirmed": _("%(part)s: two people have read it; it is not changed any more."),
    "part-not-confirmed": _("%(part)s is not entered yet, or no second person has confirmed it."),
    "program-was-changed": _(
        "The program is not the one of the day of freezing: its digest differs. Stop, find out "
        "why, and freeze again."
    ),
    "read-by-another": _("%(part)s: whoever entered it does not confirm it."),
    "readings-differ": _(
        "%(part)s: you did not read what was entered. Look at the board together and enter it "
        "again."
    ),
    "release-is-past": _("Choose an hour of release that is still to come."),
    "roster-has-defects": _("%(count)s errors are to be mended first; the defect report has them."),
    "roster-has-ended": _("Roster %(version)s holds no longer."),
    "roster-is-frozen": _("The roster is frozen."),
    "round-not-closed": _("Applications may still come. The roster is frozen after %(closes)s."),
    "school-is-gone": _(
        "%(school)s of the frozen plan is not in the plan of the round any more under this name."
    ),
    "seed-not-yet": _("%(part)s: announce it without its value."),
    "too-many-invented": _("A rehearsal has from 1 to %(most)s invented children."),
    "unknown-part": _("No part of the seed called %(part)s was announced."),
    "voiding-is-asked": _(
        "Somebody has asked to declare this attempt void. Agree or take it back first."
    ),
    "voiding-not-asked": _("Nobody has asked to declare it void."),
}
