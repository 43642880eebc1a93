"""Make the rules of a round, sign them, publish them."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.preparing.files import LackingError, Made, made
from ..engine.preparing.words import in_words
from ..models import SIGNATURES, Round, RuleSet, RuleSignature
from ..queries.access import CONFIRM
from ..queries.gathering import called_now, preparation
from ..queries.preparing import current, is_same
from ..queries.settings import names_of, policy_now
from .complement import check_left
from .guards import changing, end_rules, held


@transaction.atomic
def make_rules(found: Round, *, actor: Actor, now: datetime) -> RuleSet:
    """Make the rules of a round from the policy and its plan, as a new version.

    Raises:
        Refused("not-your-place"), Refused("enrolment-is-open"): as `guards.changing`.
        Refused("rules-lack"): everything that is missing is named.
        Refused("nothing-changed"): the version there is would come out again.
    """
    row = changing(found, actor=actor, now=now)
    files = _made(row)
    known = current(row)
    if known is not None and is_same(known, files):
        raise Refused("nothing-changed")
    end_rules(row, now)
    last = row.rule_sets.aggregate(last=Max("version"))["last"] or 0
    words = in_words(files.rules, names_of(policy_now(row)))
    rule_set = RuleSet.objects.create(
        round=row,
        version=last + 1,
        rules=files.rules_file,
        seats=files.seats_file,
        policy=files.policy_file,
        rules_digest=sha256(files.rules_file).hexdigest(),
        seats_digest=sha256(files.seats_file).hexdigest(),
        policy_digest=sha256(files.policy_file).hexdigest(),
        called={str(pk): name for pk, name in called_now(row).items()},
        words=[{"zh": each.zh, "en": each.en} for each in words],
        person_id=actor.person,
        made_at=now,
    )
    write("make-rules", rule_set, actor=actor, note=_note(rule_set))
    return rule_set


@transaction.atomic
def sign_rules(rule_set: RuleSet, *, actor: Actor, now: datetime) -> RuleSignature:
    """Sign the rules of a round in person; two different people have to.

    Raises:
        Refused("not-your-place"): the actor does not sign for this authority.
        Refused("signed-in-person"): a program signs nothing, nor an account of nobody.
        Refused("rules-have-ended"), Refused("rules-are-stale"): as `publish_rules`.
        Refused("signed-already"): the same person has signed this version.
    """
    row = held(rule_set.round, CONFIRM, actor=actor)
    if actor.everywhere or actor.person is None:
        raise Refused("signed-in-person")
    known = _fresh(row, rule_set)
    if known.published_at is not None:
        raise Refused("rules-are-published", version=known.version)
    if known.signatures.filter(person=actor.person).exists():
        raise Refused("signed-already", version=known.version)
    signature = RuleSignature.objects.create(
        rule_set=known, person_id=actor.person, post=actor.post[:80], signed_at=now
    )
    write("sign-rules", known, actor=actor, note=_note(known))
    return signature


@transaction.atomic
def publish_rules(rule_set: RuleSet, *, actor: Actor, now: datetime) -> RuleSet:
    """Publish plan and rules with their digests, before applications open.

    Raises:
        Refused("not-your-place"): the actor does not publish for this authority.
        Refused("rules-have-ended"): something changed since; another version is to be made.
        Refused("rules-are-stale"): the register or the policy has changed since they were made.
        Refused("rules-are-published"): they are published already.
        Refused("needs-two-signatures"): fewer than two people have signed them.
        Refused("opening-is-past"): the hour of opening has come; set another first.
        Refused("over-seats-left"): as `complement.check_left`.
    """
    row = held(rule_set.round, CONFIRM, actor=actor)
    known = _fresh(row, rule_set)
    if known.published_at is not None:
        raise Refused("rules-are-published", version=known.version)
    if not known.is_signed:
        raise Refused("needs-two-signatures", count=known.signatures.count(), wanted=SIGNATURES)
    if now >= row.opens:
        raise Refused("opening-is-past")
    check_left(row, now)
    before = fingerprint(known)
    known.published_at = now
    known.save(update_fields=["published_at"])
    write("publish-rules", known, actor=actor, before=before, note=_note(known))
    return known


def _fresh(row: Round, rule_set: RuleSet) -> RuleSet:
    """The version as it stands, if it still follows from everything it was made of."""
    known = current(row)
    if known is None or known.pk != rule_set.pk:
        raise Refused("rules-have-ended", version=rule_set.version)
    try:
        files = made(preparation(row))
    except LackingError:
        files = None
    if files is None or not is_same(known, files):
        raise Refused("rules-are-stale", version=known.version)
    return known


def _made(row: Round) -> Made:
    try:
        return made(preparation(row))
    except LackingError as lack:
        raise Refused("rules-lack", lacks=lack.texts) from None


def _note(rule_set: RuleSet) -> dict[str, object]:
    return {
        "version": rule_set.version,
        "rules_digest": rule_set.rules_digest,
        "seats_digest": rule_set.seats_digest,
        "policy_digest": rule_set.policy_digest,
    }
