"""Things of governance and the ledger for the addresses: made once for a consortium."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from casting import MAKER
from xuequ.directory.models import Consortium, Post
from xuequ.directory.services.people import create_post
from xuequ.governance.models import Workload
from xuequ.governance.services.posts import set_workload
from xuequ.ledger.models import CommitmentReport
from xuequ.ledger.queries import Place
from xuequ.ledger.services import NewReport, report_commitment

DAY = date(2026, 1, 1)


def report_of(consortium: Consortium) -> int:
    """A report on a commitment of the consortium."""
    known = CommitmentReport.objects.filter(consortium=consortium, withdrawn_on=None).first()
    if known is None:
        new = NewReport("under_way", "演示", DAY, date(2027, 1, 1))
        place = Place(consortium.authority, consortium=consortium)
        known = report_commitment("GOV-29", place, new, actor=MAKER)
    return int(known.pk)


def post_of_the_team(consortium: Consortium) -> int:
    """The head's post of the consortium, with hours entered and not approved."""
    post = Post.objects.filter(consortium=consortium, role="district_head").first()
    post = post or create_post(
        consortium.authority,
        "district_head",
        "学区长",
        since=consortium.since,
        actor=MAKER,
        place=consortium,
    )
    if not Workload.objects.filter(post=post).exists():
        set_workload(post, ("统筹", Decimal(4)), since=DAY, actor=MAKER)
    return int(post.pk)
