"""Why acts on personal data are refused."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "batch-is-open": _("A deletion is proposed or being carried out already. End that one first."),
    "batch-is-over": _("This deletion was released or taken back meanwhile."),
    "consent-needed": _(
        "A guardian has to agree first: %(what)s. Without it, bring the papers to the desk."
    ),
    "consent-unknown": _("Nothing of that kind is asked."),
    "erasure-broke-off": _(
        "%(count)s things were deleted when due; of %(names)s the deletion broke off. The log says "
        "why."
    ),
    "hold-is-over": _("The last day of the stay lies behind. Choose a later one."),
    "no-such-child": _("No child of the number %(number)s applied in this round."),
    "nothing-due": _("Nothing is due today, or all of it is held back."),
    "release-by-another": _("You proposed it yourself. Another person has to release it."),
    "words-changed": _("The words were renewed. Read them as they are now, and decide again."),
}
