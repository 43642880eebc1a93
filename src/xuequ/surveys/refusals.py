"""Why a survey says no, in sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "not-your-survey": _(
        "The survey of %(name)s is run by its own office or head. Switch to that identity."
    ),
    "survey-answered": _(
        "Your answer was received already. The first one counts; nothing was added."
    ),
    "survey-answers-wrong": _("%(count)s answers do not fit yet; each says below what is wrong."),
    "survey-asks-elsewhere": _("%(name)s does not belong to the place whose survey this is."),
    "survey-busy": _(
        "Very many answers are coming in right now. What you filled in stands below: send it "
        "again in a minute."
    ),
    "survey-closed": _(
        "The survey ended on %(day)s; your answer was not taken. What you filled in still stands "
        "below for you to copy."
    ),
    "survey-closes-too-early": _("The last day must not lie before %(day)s."),
    "survey-closes-too-late": _("The last day must not lie after %(day)s: at most one year."),
    "survey-code-unknown": _("This code is not one of this survey. Check it and type it again."),
    "survey-code-used": _("An answer was given with this code already. Each code counts once."),
    "survey-condition-broken": _(
        "Question %(number)s hangs on an answer that is no longer there or comes later. Change "
        "or move it."
    ),
    "survey-full": _("This survey has as many answers as it can take (%(most)s)."),
    "survey-has-no-questions": _("The survey has no questions yet. Add one first."),
    "survey-has-no-roster": _(
        "Nobody is on the roster of this audience today. Choose another audience, or register "
        "the people first."
    ),
    "survey-is-anonymous": _("The survey is anonymous: there are no names to show."),
    "survey-is-not-draft": _(
        "The survey was opened; its questions and audience stay as they are. Copy it to ask "
        "something else."
    ),
    "survey-is-not-open": _("The survey is not open."),
    "survey-needs-no-codes": _("Only an open survey with a public link takes codes."),
    "survey-not-closed": _("Close the survey first: results are shown from then on."),
    "survey-published": _("The results were published on %(day)s."),
    "survey-reminded": _("A reminder went out today already. Once a day is enough."),
    "survey-all-answered": _("Everybody who was asked has answered."),
    "survey-sample-too-large": _(
        "The sample is to have %(size)s people, but only %(roster)s are on the roster. Choose "
        "fewer, or ask everybody."
    ),
    "survey-too-few-answers": _(
        "There are %(count)s answers; results are shown from %(least)s on, so there is nothing "
        "to publish."
    ),
    "survey-too-many-codes": _("At most %(most)s codes are made for one survey."),
    "survey-too-many-questions": _("A survey has at most %(most)s questions."),
}
