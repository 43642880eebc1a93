"""Why a case of governance cannot be carried out."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "charter-lacks-consent": _(
        "Members on %(day)s that have not agreed: %(schools)s. Return it to the vote, so that "
        "they are asked."
    ),
    "charter-not-signed": _(
        "«%(title)s», version %(version)s, is in force. Whoever joins signs it first."
    ),
    "hired-by-the-school": _(
        "%(post)s is below the level of deputy principal; the school hires for it itself."
    ),
    "lead-is-a-member-too": _("The lead school is not chosen again among the members."),
    "lead-is-replaced-first": _("%(school)s leads %(consortium)s. Name another lead school first."),
    "not-a-member": _("%(school)s does not belong to %(consortium)s."),
    "nothing-to-adjust": _("Fill in what is to change: form, mode, goal or reach."),
    "roster-is-filed": _(
        "The roster as of %(as_of)s is filed for the record (%(receipt)s) and is not changed "
        "backwards. Choose %(today)s or later."
    ),
    "roster-is-empty": _("There is no district or group on %(day)s."),
}
