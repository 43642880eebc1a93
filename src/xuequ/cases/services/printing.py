"""Issue the papers of a case: the reply by itself, the notice of the outcome when asked for."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.case_types import CaseType
from xuequ.kernel.refusal import Refused
from xuequ.ledger.queries import Place
from xuequ.papers.models import Paper
from xuequ.papers.queries.scope import series_of
from xuequ.papers.services import issue_directly, withdraw_directly

from ..engine.printing import approval, outcome
from ..models import Case
from ..models.cases import ENDED, CaseState
from ..papers import APPROVAL, OUTCOME
from ..queries.printing import printed
from ..queries.replies import lacks_reply, may_reply, replies
from ..queries.starting import is_own
from ..queries.types import type_of


def print_approval(case: Case, kind: CaseType, *, actor: Actor, now: datetime) -> Paper | None:
    """Issue the official reply of an approved case, where the authority numbers such papers.

    One that was issued before, to the decision that an appeal changed, is withdrawn: whoever
    looks at its proof learns that it holds no more, and by which paper.
    """
    place = Place(case.authority)
    if not kind.paper or not series_of(place, APPROVAL).exists():
        return None
    today = timezone.localdate(now)
    said = approval(printed(case, today))
    overtaken = list(replies(case).filter(state="issued"))
    made = issue_directly(APPROVAL, said, place, subject=f"case:{case.pk}", actor=actor, on=today)
    for each in overtaken:
        withdraw_directly(each, f"经复议变更，以{made.number}为准。", actor=actor)
    return made


@transaction.atomic
def print_reply(case: Case, *, actor: Actor, now: datetime) -> Paper:
    """Issue the reply of an approved case that could not be issued when it was approved.

    Raises:
        Refused("not-your-case"): the actor issues no papers for the authority.
        Refused("case-has-no-reply"): it is not approved, or its kind has no reply.
        Refused("series-missing"): there is still nothing to number it by.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("authority").get(pk=case.pk)
    if not may_reply(case, actor):
        raise Refused("not-your-case")
    today = timezone.localdate(now)
    kind = type_of(case.kind, case.authority, today)
    known = replies(case).first()
    if known is not None:
        return known
    if not lacks_reply(case, kind):
        raise Refused("case-has-no-reply")
    paper = print_approval(case, kind, actor=actor, now=now)
    if paper is None:
        raise Refused("series-missing", name=case.authority.name)
    case.outcome = {**case.outcome, "paper": paper.pk}
    case.save(update_fields=["outcome"])
    return paper


@transaction.atomic
def print_outcome(case: Case, *, actor: Actor, now: datetime) -> Paper:
    """Issue the notice of how a case ended; asked for again, the one that is there.

    Raises:
        Refused("not-your-case"): neither who asked nor the authority that decides.
        Refused("case-has-not-ended").
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("authority").get(pk=case.pk)
    if not (is_own(case, actor) or may_reply(case, actor)):
        raise Refused("not-your-case")
    if case.state not in (*ENDED, CaseState.EXECUTING):
        raise Refused("case-has-not-ended", state=case.get_state_display())
    subject = f"case:{case.pk}"
    known = Paper.objects.filter(kind=OUTCOME.code, subject=subject, state="issued").first()
    if known is not None:
        return known
    today = timezone.localdate(now)
    said = outcome(printed(case, today))
    return issue_directly(
        OUTCOME, said, Place(case.authority), subject=subject, actor=actor, on=today
    )
