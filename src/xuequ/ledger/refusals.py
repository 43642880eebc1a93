"""Why the ledger says no, in sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "already-decided": _("This entry is %(state)s; it can no longer be changed or decided on."),
    "already-handed-in": _(
        "You handed in the very same on %(day)s. Change what differs, or open that entry."
    ),
    "form-used-before": _(
        "This form was handed in before with another content. Open that entry to change it, or "
        "begin a new form."
    ),
    "blank-empty": _("Fill in: %(what)s."),
    "blank-unknown": _("The form has no blank %(name)s."),
    "co-author-owes-nothing": _(
        "A co-author does not owe this on that day: %(names)s. Name them as somebody who took "
        "part instead."
    ),
    "day-is-to-come": _("%(day)s is yet to come. Hand in what has happened."),
    "evidence-missing": _("%(name)s needs %(what)s."),
    "named-from-elsewhere": _("An entry names only people and schools of its own authority."),
    "newer-version": _(
        "«%(title)s» was handed in anew in the meantime. Read the newer version, then decide."
    ),
    "no-duty-chosen": _("Choose at least one duty that this is handed in for."),
    "not-owed-there": _("%(name)s is not owed there: check the person, the place and the subject."),
    "not-owed-then": _("%(name)s is not owed on %(day)s. Check the day."),
    "not-your-duty": _("%(name)s is somebody else's to hand in."),
    "not-your-entry": _("This entry was handed in by somebody else."),
    "not-yours-to-confirm": _("Nothing of this entry is yours to confirm or return."),
    "nothing-is-no-answer": _("%(name)s has to be done; «nothing to report» is no answer to it."),
    "period-closed": _(
        "The time for %(name)s ended on %(day)s. Only an office of the education authority can "
        "excuse you from it now."
    ),
    "return-needs-reason": _("Say what is to be mended before you return it."),
    "unknown-duty": _("The policy of that day holds no duty %(name)s."),
    "wrong-weekday": _("The document asks for %(name)s on a %(weekday)s. Check the day."),
    "already-answered": _("It has been answered; it can no longer be answered or taken back."),
    "already-confirmed": _("This address is confirmed already."),
    "already-given": _("You have sent the very same already."),
    "already-taken-back": _("It was taken back."),
    "asked-a-moment-ago": _(
        "A link was sent a moment ago. Look among the unwanted mail too, or try again in "
        "%(minutes)s minutes."
    ),
    "link-not-valid": _(
        "The link is not valid: it is older than %(days)s days, or was made for another address. "
        "Have a new one sent under «How I am told»."
    ),
    "mail-failed": _(
        "The e-mail could not be sent. Check the address; if it is right, tell the system "
        "administrator."
    ),
    "no-address": _("Enter an e-mail address first."),
    "no-feed": _("There is no calendar address to revoke."),
    "no-feed-of-nobody": _("A calendar address belongs to a person; log in as that person."),
    "no-such-channel": _("The policy of this locality had no such channel of feedback on %(on)s."),
    "no-such-topic": _("The policy of this locality had nothing of the kind voiced on %(on)s."),
    "not-a-peer": _("You and %(name)s did not teach in the same district or group on %(on)s."),
    "not-between-you": _("Only the two it is between may do that."),
    "not-yet-happened": _("%(on)s is yet to come; choose today or an earlier day."),
    "already-excused": _(
        "There is an excuse from %(since)s to %(last)s already: %(decision)s. Choose days outside "
        "it, or revoke it first."
    ),
    "excuse-is-over": _(
        "The excuse ended with %(day)s. To take back a part of it, choose that day or an earlier "
        "one."
    ),
    "excuses-nothing": _(
        "In these days nothing of %(name)s falls due, so nothing would be excused. Choose %(day)s "
        "or a later day as the last one."
    ),
    "chased-today": _("A reminder of %(name)s went out today already. Once a day is enough."),
    "nobody-is-late": _("Nobody is left to remind: what can still be handed in is handed in."),
    "nobody-to-chase": _(
        "Nobody holds a post there who could hand in %(name)s. Appoint somebody first."
    ),
    "not-your-sheet": _(
        "The sheet of %(name)s is published by its own office or head. Switch to that identity."
    ),
    "not-yours-to-chase": _("%(name)s is owed by somebody outside your school or district."),
    "not-yours-to-excuse": _("Only an office of the authority excuses from a duty, or revokes it."),
    "nothing-to-chase": _("%(name)s is %(state)s; there is nothing left to remind of."),
    "sheet-is-published": _(
        "Version %(number)s says the very same; there is nothing new to publish."
    ),
    "sheet-is-to-come": _("The month begins on %(day)s. Publish its sheet from that day on."),
}
