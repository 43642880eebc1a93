"""The reply to an approved case: whether it is there, and who issues it."""

from __future__ import annotations

from django.db.models import QuerySet

from xuequ.kernel.actors import Actor
from xuequ.kernel.case_types import CaseType
from xuequ.papers.models import Paper

from ..models import Case
from ..papers import APPROVAL


def replies(case: Case) -> QuerySet[Paper]:
    """The replies that were issued to a case."""
    return Paper.objects.filter(kind=APPROVAL.code, subject=f"case:{case.pk}")


def lacks_reply(case: Case, kind: CaseType) -> bool:
    """Was it approved without its reply, because the authority had no numbers for one?"""
    if not kind.paper or not case.outcome.get("carried_out"):
        return False
    return not replies(case).exists()


def may_reply(case: Case, actor: Actor) -> bool:
    """Does the actor issue papers for the authority that decides the case?"""
    if not actor.is_at_home(case.authority_id) or not actor.may("paper.change"):
        return False
    return actor.school is None and actor.consortium is None
