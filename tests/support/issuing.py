"""Papers for the addresses: made once for a school."""

from __future__ import annotations

from datetime import date

from casting import MAKER
from xuequ.directory.models import School
from xuequ.kernel.paper import Document, Paragraph
from xuequ.ledger.queries import Place
from xuequ.papers.models import Paper, PaperState, Series
from xuequ.papers.papers import NOTICE
from xuequ.papers.services import NewDraft, NewSeries, draft_paper, issue_paper, register_series

DAY = date(2026, 1, 1)
SAID = Document("演示通知", (Paragraph("演示正文。"),), addressee="各班")
REACH = {  # which scope decides about them
    "documents/pk": "inside",  # issued by a school: itself, its consortium, those above
    "issued/pk": "desk",  # to withdraw: only the place's own
    "desk/pk": "desk",
}


def papers_of(where: School) -> dict[str, object]:
    """A paper the school issued, and a draft of it."""
    made = Paper.objects.filter(school=where)
    issued = made.filter(state=PaperState.ISSUED).first() or _issued(where)
    draft = made.filter(state=PaperState.DRAFT).first() or _draft(where)
    return {
        "documents/pk": issued.pk,
        "issued/pk": issued.pk,
        "desk/pk": draft.pk,
        "proof/token": issued.token,
        "file/form": "pdf",
        "new/code": NOTICE.code,
    }


def _draft(where: School) -> Paper:
    place = Place(where.authority, school=where)
    return draft_paper(NewDraft(NOTICE, DAY, SAID), place, actor=MAKER)


def _issued(where: School) -> Paper:
    place = Place(where.authority, school=where)
    word = "校" + "".join("甲乙丙丁戊己庚辛壬癸"[int(n)] for n in str(where.pk))
    known = Series.objects.filter(school=where).first()
    series = known or register_series(NewSeries(word, 2020), place, actor=MAKER)
    return issue_paper(_draft(where), series=series, on=DAY, actor=MAKER)
