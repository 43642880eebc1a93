"""Say in the reader's language why something was refused."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.refusal import Refused
from xuequ.kernel.rulebook import Rule
from xuequ.kernel.text import Text

MESSAGES = {
    "already-in-force": _("%(name)s has been in force since %(since)s; change or end it."),
    "already-waived": _("The clause is waived already: %(decision)s. Revoke that first."),
    "already-a-member": _(
        "%(school)s already belongs to %(consortium)s on %(since)s. "
        "End that membership first, or choose a later day."
    ),
    "already-ended": _("It ends on %(until)s already."),
    "ends-before-it-begins": _("The last day must come after %(since)s."),
    "guests-are-not-counted": _("%(school)s is only a guest of %(consortium)s."),
    "lead-is-taken": _(
        "%(consortium)s already has a lead school on %(since)s: %(lead)s. "
        "Change that school's role first."
    ),
    "log-in-failed": _("The name or the password is wrong."),
    "name-is-taken": _("%(name)s is already registered."),
    "not-a-form": _("The catalogue of this locality has no formation form %(form)s."),
    "not-yet-begun": _("The day lies before %(name)s began on %(since)s."),
    "other-authority": _("%(school)s and %(consortium)s belong to different authorities."),
    "private-not-allowed": _("This locality does not take private schools: %(school)s."),
    "section-belongs": _("%(section)s belongs to %(consortium)s. End that membership first."),
    "several-not-allowed": _(
        "%(school)s already belongs to %(consortium)s, and this locality allows one membership."
    ),
    "nothing-changed": _("Nothing differs from what is registered already."),
    "unknown-clause": _("The register has no clause %(clause)s."),
    "weak-password": _("The password must be harder to guess: %(reason)s"),
}


def explain(refused: Refused) -> str:
    """The sentence for a refusal, its facts put in."""
    facts = {name: _say(fact) for name, fact in refused.facts.items()}
    return str(MESSAGES[refused.code]) % facts


def _say(fact: object) -> object:
    language = get_language() or "zh-hans"
    if isinstance(fact, list | tuple):
        mark = ", " if language.startswith("en") else "、"
        return mark.join(str(_say(each)) for each in fact)
    if isinstance(fact, Rule):
        return fact.title(language)
    if isinstance(fact, Text):
        return fact.say(language)
    if isinstance(fact, date):
        return date_format(fact, "Y-m-d")
    return fact
