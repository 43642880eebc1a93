"""Why an act on a case is refused."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "appeal-is-late": _("An appeal could be made until %(day)s."),
    "appealed-already": _("An appeal was made already; there is only one."),
    "blank-does-not-fit": _("«%(name)s» does not hold what it should. Fill it in anew."),
    "blank-is-empty": _("«%(name)s» is empty. Fill it in."),
    "blank-is-unknown": _("The form has no blank %(name)s. Open it anew and fill it in again."),
    "carried-out-already": _(
        "What was asked for has been carried out, so nothing goes back behind it. Only an appeal "
        "or a case of its own changes it."
    ),
    "case-has-ended": _("It has ended already: it is %(state)s."),
    "case-has-no-reply": _("No reply is issued to this case."),
    "case-has-not-ended": _("It has not ended yet: it is %(state)s."),
    "case-is-decided": _("It cannot be withdrawn: it is %(state)s."),
    "case-is-not-open": _("Nobody has it now: it is %(state)s."),
    "case-is-not-returned": _("Only what was returned is handed in again; it is %(state)s."),
    "case-needs-consortium": _("Say which district or group it is about."),
    "case-needs-school": _("Say which school it is about."),
    "case-needs-title": _("Give it a title."),
    "choice-does-not-fit": _("That cannot be said at the step «%(name)s». Open the page anew."),
    "claimed-by-another": _("%(name)s has taken it on already."),
    "day-too-early": _("«%(name)s»: %(day)s is too early. Choose %(first)s or later."),
    "day-too-late": _("«%(name)s»: %(day)s is too late. Choose %(last)s or earlier."),
    "decided-before": _(
        "An appeal is decided by somebody else than who decided before, or acted for them."
    ),
    "keeps-out": _(
        "You have to keep out of this one: it is about a child of your own people, or about what "
        "you decided yourself. Somebody else of the office decides it."
    ),
    "decides-own-case": _(
        "Nobody decides what they asked for or what is about themselves, nor does who acts for "
        "them. Somebody else of the office does it."
    ),
    "goes-in-a-circle": _("%(name)s had it before. Choose somebody else, or deal with it."),
    "hands-it-to-oneself": _("It is with you already. Choose somebody else."),
    "has-a-copy": _("%(name)s has a copy already."),
    "has-one-holder": _("It is in one pair of hands already; nobody has to take it on."),
    "key-is-taken": _("This form was sent already. Open a new one."),
    "last-day-has-passed": _(
        "%(name)s: the last day has passed and the step is closed; what comes now does not count."
    ),
    "lent-is-not-passed-on": _(
        "It was given to you to deal with, not to pass on. Give your opinion; whoever asked you "
        "goes on."
    ),
    "may-not-copy": _("Only who started it or deals with it sends copies."),
    "no-appeal": _("No appeal is possible here: %(name)s."),
    "no-such-step-before": _("It cannot be returned to %(step)s. Open the page anew."),
    "nobody-at-the-table": _(
        "The step «%(step)s» has nobody to act: the consortium has no members on that day."
    ),
    "nobody-joins-a-roll": _(
        "At «%(name)s» nobody signs beside those whom the rules name. Delegate it if you need an "
        "opinion."
    ),
    "nobody-holds-it": _("Nobody holds the post it waits for. Have somebody appointed first."),
    "not-a-colleague": _("%(name)s holds no post in your place. Choose somebody who does."),
    "not-added-by-you": _("Only who added a signer takes them away again."),
    "not-lent": _("%(name)s: it is with no delegate. Look at it again."),
    "not-on-the-panel": _(
        "%(name)s asked for it or is a candidate, and does not sit on the panel. Name others."
    ),
    "not-shown-now": _("It is not shown for objections now."),
    "not-theirs-to-decide": _(
        "%(name)s asked for it or decided it before, so cannot decide it. Choose somebody else."
    ),
    "not-your-case": _("It is somebody else's case."),
    "not-your-seat": _("It waits for %(name)s, not for you in this identity."),
    "not-yours-to-end": _("Only the office and the leaders of the authority end a case."),
    "not-yours-to-start": _("Your identity does not start %(name)s there."),
    "objection-is-answered": _("It is answered already."),
    "objection-needs-a-name": _("Leave a name and a telephone number, so that you get an answer."),
    "objection-needs-words": _("Say in at least five characters what you object to."),
    "opinion-is-needed": _("Say why."),
    "panel-too-small": _("The panel has %(named)s members; name at least %(least)s."),
    "place-is-gone": _("%(name)s is no longer there since %(until)s; the case is ended by itself."),
    "points-out-of-bounds": _("«%(name)s»: give 0 to %(most)s points."),
    "runs-already": _(
        "The same is under way: case %(case)s, %(state)s. Go on with that one, or have it "
        "withdrawn first."
    ),
    "scores-in-person": _(
        "Members of a panel score in person. If you cannot, stand aside and say why."
    ),
    "seat-is-taken": _("%(name)s: it was decided already."),
    "signs-already": _("%(name)s signs here already."),
    "step-is-over": _("%(name)s: the case has moved on. Look at it again."),
    "too-many-objections": _(
        "Many objections wait for an answer. Use the telephone number on the notice."
    ),
}
