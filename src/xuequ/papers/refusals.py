"""Why papers are refused, in sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "issue-day-to-come": _("%(day)s is yet to come. Issue it with the day of today or before."),
    "issued-before-its-figures": _(
        "Its figures are of %(day)s; it cannot have been issued before. Choose that day or later."
    ),
    "nothing-to-renew": _("It holds the figures of today already."),
    "paper-changed-meanwhile": _(
        "%(name)s saved version %(version)s meanwhile. Copy what you typed, open the draft anew "
        "and put it in there."
    ),
    "paper-day-before-last": _(
        "A paper of %(word)s of %(day)s has a number already; numbers follow the days. Choose that "
        "day or a later one."
    ),
    "paper-has-flaws": _("Mend this first: %(what)s."),
    "paper-is-not-a-draft": _("%(number)s was issued; its text can no longer be changed."),
    "paper-is-not-compiled": _("People wrote all of this paper; there are no figures to renew."),
    "paper-is-not-issued": _("This paper is %(state)s; there is nothing to withdraw."),
    "paper-kind-unknown": _("There is no kind of paper %(kind)s."),
    "paper-not-of-that-place": _("%(name)s issues no papers of the kind «%(kind)s»."),
    "paper-period-not-offered": _(
        "%(period)s has not begun or is over for long. Choose one of the periods in the list."
    ),
    "paper-takes-no-number": _("A paper of the kind «%(kind)s» takes no number."),
    "paper-was-discarded": _("This draft was discarded."),
    "period-still-runs": _(
        "The period it is about is not over: it counts as its report from %(day)s on. Issue it "
        "then, or now without counting it."
    ),
    "series-begins-later": _("The series %(word)s begins in %(year)s. Choose a later day."),
    "series-for-another-kind": _("The series %(word)s is kept for another kind of paper."),
    "series-is-taken": _("%(name)s has the series %(word)s already."),
    "series-missing": _(
        "%(name)s has no series of numbers for this. Whoever drafts papers for it registers one "
        "on the page «Series of numbers» of the papers."
    ),
    "series-of-another-place": _("The series %(word)s belongs to %(name)s."),
    "series-word-wrong": _("The code word «%(word)s» cannot be used: %(why)s."),
    "signed-after-issue": _(
        "The paper is dated %(day)s, which is later than its issue on %(on)s. Change its date."
    ),
    "withdraw-needs-reason": _("Say why it is withdrawn."),
    "withdrawn-before-issued": _(
        "It was issued on %(day)s; it is withdrawn between that day and today."
    ),
}
