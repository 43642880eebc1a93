"""Say in the reader's language why something was refused."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.discovery import declared
from xuequ.kernel.refusal import Refused
from xuequ.kernel.rulebook import Rule
from xuequ.kernel.text import Text

MESSAGES: dict[str, str | Promise] = {
    "has-code-app": _("There is a code app already. Take it away before you set up another."),
    "locked-out": _(
        "Too many failed attempts. Try again in %(minutes)s minutes, or ask the security "
        "administrator to unlock."
    ),
    "no-factor": _("There is no second factor."),
    "not-locked": _("%(name)s is not locked."),
    "passkey-failed": _(
        "The passkey was not accepted. Try again, or choose another way to log in."
    ),
    "passkey-is-known": _("This passkey is registered already."),
    "same-password": _("The new password is the old one. Choose another."),
    "sign-on-failed": _(
        "%(provider)s did not confirm who you are. Try again, or log in with your password."
    ),
    "sign-on-is-linked": _("Your account is linked with %(provider)s already."),
    "sign-on-is-taken": _("That identity at %(provider)s is linked with another account."),
    "sign-on-not-linked": _(
        "No account here is linked with that identity at %(provider)s. Log in with your password, "
        "then link it under «Log-in and security»."
    ),
    "wrong-code": _("The code is wrong, or was used before. Wait for the next one and type it."),
    "wrong-password": _("The password is wrong."),
    "already-guardian": _("This person is registered for the pupil on that day or later already."),
    "identity-is-taken": _(
        "Somebody else is registered with this number already. Check the number, and that the "
        "name is written as on the paper."
    ),
    "identity-number": _("%(reason)s"),
    "may-not-reveal": _("Your identity may not reveal identity data."),
    "nothing-to-reveal": _("Choose at least one of the fields that are known."),
    "pupil-is-registered": _("A pupil with this number is registered already."),
    "purpose-unknown": _("Choose what you need it for."),
    "reason-holds-data": _("The reason is kept in the record: leave numbers of people out of it."),
    "reason-too-short": _("Say the reason in at least five characters."),
    "already-delegated": _(
        "%(name)s already stands in for this post until %(until)s. Revoke that first."
    ),
    "begins-in-the-past": _("The first day must not lie before %(today)s."),
    "delegated-too-long": _(
        "A post is delegated for at most %(days)s days. Choose an earlier last day."
    ),
    "deputy-from-elsewhere": _(
        "%(name)s does not work where the post %(post)s sits. "
        "Choose somebody of the same school, consortium or authority."
    ),
    "gives-himself-a-post": _("Nobody gives a post to themselves: %(name)s."),
    "not-delegable": _(
        "%(post)s cannot be delegated in this identity. Switch to the post you hold yourself."
    ),
    "not-in-the-post-then": _("You no longer hold the post %(post)s on %(since)s."),
    "not-your-identity": _("You do not have that identity, or it has ended."),
    "posts-kept-apart": _(
        "%(name)s holds the post %(other)s, which may not go together with %(role)s: "
        "administrators check each other and hold no other post."
    ),
    "already-approved": _("It was approved on %(since)s."),
    "already-reported": _("There is a report of %(since)s; report of a later day, or withdraw it."),
    "already-withdrawn": _("It was withdrawn on %(since)s."),
    "blocked-needs-reason": _("Say why it is blocked."),
    "hours-out-of-bounds": _("Enter 0 to 40 hours a week."),
    "no-hours": _("No hours are entered for %(name)s."),
    "not-a-commitment": _("%(clause)s is no commitment of %(name)s on that day."),
    "not-your-place": _("You do not act for %(name)s."),
    "nothing-to-set-up": _("%(name)s has every body and post the policy asks for."),
    "only-the-bureau": _("Only the education authority approves hours."),
    "unknown-document": _("The policy of this locality names no document %(document)s."),
    "unknown-item": _("The catalogues of this locality hold no item %(item)s."),
    "already-in-force": _("%(name)s has been in force since %(since)s; change or end it."),
    "already-revoked": _("It was revoked on %(until)s already."),
    "already-waived": _("The clause is waived already: %(decision)s. Revoke that first."),
    "already-a-member": _(
        "%(school)s already belongs to %(consortium)s on %(since)s. "
        "End that membership first, or choose a later day."
    ),
    "already-ended": _("It ends on %(until)s already."),
    "beyond-own-permissions": _("Your identity may not do that itself: %(permissions)s."),
    "ends-before-it-begins": _("The last day must come after %(since)s."),
    "guests-are-not-counted": _("%(school)s is only a guest of %(consortium)s."),
    "lead-is-taken": _(
        "%(consortium)s already has a lead school on %(since)s: %(lead)s. "
        "Change that school's role first."
    ),
    "log-in-failed": _("The name or the password is wrong."),
    "name-is-taken": _("%(name)s is already registered."),
    "no-identity": _("A token belongs to a person in one identity; log in as that person."),
    "not-a-form": _("The catalogue of this locality has no formation form %(form)s."),
    "not-yet-begun": _("The day lies before %(name)s began on %(since)s."),
    "other-authority": _("%(school)s and %(consortium)s belong to different authorities."),
    "policy-is-followed": _("This very policy is followed on %(since)s as it is; nothing changes."),
    "policy-moved-on": _(
        "Another policy was adopted in the meantime. Look again at what would change."
    ),
    "policy-not-yet": _(
        "The policy says nothing before %(since)s. Choose that day or a later one."
    ),
    "private-not-allowed": _("This locality does not take private schools: %(school)s."),
    "section-belongs": _("%(section)s belongs to %(consortium)s. End that membership first."),
    "several-not-allowed": _(
        "%(school)s already belongs to %(consortium)s, and this locality allows one membership."
    ),
    "nothing-changed": _("Nothing differs from what is registered already."),
    "token-too-long": _("Choose a day after today and not after %(latest)s."),
    "unknown-clause": _("The register has no clause %(clause)s."),
    "weak-password": _("The password must be harder to guess: %(reason)s"),
    "has-an-account": _(
        "%(person)s already has the account %(name)s. Reopen it, or reset its password."
    ),
    "last-security-administrator": _(
        "On %(on)s nobody would be left to manage permissions. "
        "Appoint another security administrator with an open account first."
    ),
    "not-a-post-of": _("%(place)s has no post like %(title)s; choose another role or place."),
    "not-ex-officio": _("The head of %(name)s does not come with this post on that day."),
    "not-in-these-hands": _(
        "The post of %(role)s is not yours to give or take: administrators are appointed by the "
        "security administrator, everybody else by the authority's office."
    ),
    "not-on-yourself": _("Nobody does this to themselves. Ask another administrator."),
    "place-elsewhere": _("%(name)s belongs to another authority."),
    "post-is-there": _("%(place)s has the post %(title)s in those days already."),
    "somebody-follows": _(
        "Somebody takes up %(name)s on %(since)s. Withdraw that appointment first, or choose a "
        "later day."
    ),
    "does-not-teach-there": _(
        "%(name)s does not teach at %(school)s on %(since)s. Register the teaching first, or "
        "choose another day."
    ),
    "does-not-work-there": _(
        "%(name)s does not work at %(school)s on %(since)s. Register the teaching, post or posting "
        "there first, or choose another day."
    ),
    "honour-is-held": _("%(name)s has this honour from %(since)s on already."),
    "mentor-is-apprentice": _("Nobody is their own mentor: %(name)s. Choose somebody else."),
    "no-directions": _(
        "The policy of this locality tells no directions apart. Leave out %(direction)s."
    ),
    "outlasts-posting": _(
        "%(name)s is posted to %(school)s only until %(until)s. Choose that day or an earlier one."
    ),
    "posted-then": _(
        "%(name)s is posted to %(school)s from %(since)s on. End or withdraw that posting first, "
        "or choose other days."
    ),
    "same-school": _(
        "%(name)s belongs to %(school)s already. A posting leads to another school; choose one."
    ),
    "teaching-is-registered": _(
        "That %(name)s teaches this here is registered from %(since)s on. Choose that day or a "
        "later one."
    ),
    "tier-is-taken": _(
        "%(name)s has the mentor %(mentor)s of tier %(tier)s from %(since)s on. End or withdraw "
        "that pairing first, or choose other days."
    ),
    "unknown-direction": _(
        "The policy of this locality knows no direction %(direction)s. Choose one of: %(known)s."
    ),
    "unknown-tier": _(
        "The policy of this locality knows no tier %(tier)s of mentors. Choose one of: %(known)s."
    ),
    "work-to-come": _("%(name)s begins on %(since)s. Withdraw it first, or choose a later day."),
    "not-a-log-in-name": _(
        "A log-in name has 2 to 60 letters, digits or the signs . @ + - _, without blanks; "
        "%(name)s does not fit."
    ),
    "not-an-administrator": _("%(role)s is not one of the three administrators."),
}

for _package, _module in declared("refusals"):  # a package may bring sentences of its own
    MESSAGES |= _module.MESSAGES


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
