"""Things of governance and the ledger for the addresses: made once for a consortium."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from casting import MAKER
from xuequ.directory.models import Consortium, Person, Post, School
from xuequ.directory.services.people import create_post, register_person
from xuequ.governance.models import Workload
from xuequ.governance.services.posts import set_workload
from xuequ.kernel.text import Text
from xuequ.ledger.models import Attachment, CommitmentReport, Entry, Feedback, Notice
from xuequ.ledger.queries import Place
from xuequ.ledger.services import NewReport, report_commitment
from xuequ.ledger.services.notices import News, notify
from xuequ.vault.services.files import store_file

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


def entry_of(school: School) -> Entry:
    """Something a school handed in, without a person of the cast."""
    known = Entry.objects.filter(school=school).first()
    return known or Entry.objects.create(
        authority=school.authority,
        school=school,
        artefact="report",
        happened_on=DAY,
        title="演示报告",
        state="handed",
        handed_at=timezone.now(),
    )


def file_of(school: School) -> int:
    """A file of that entry."""
    entry = entry_of(school)
    held = entry.attachments.first()
    if held is None:
        upload = SimpleUploadedFile("说明.txt", "演示".encode())
        file = store_file(upload, name="说明.txt")
        held = Attachment.objects.create(entry=entry, file=file)
    return int(held.pk)


def notice_of(person: Person) -> int:
    """A notice for somebody."""
    notify(person, News(Notice.Kind.COPY, Text("演示", "example"), about="address"))
    return int(Notice.objects.get(person=person, about="address").pk)


def feedback_to(person: Person) -> int:
    """What a peer gave somebody (past the service: the cast's policy has no channels)."""
    known = Feedback.objects.filter(receiver=person).first()
    if known is None:
        peer = register_person(person.authority, "同行演示", actor=MAKER, is_synthetic=True)
        known = Feedback.objects.create(
            authority=person.authority,
            giver=peer,
            receiver=person,
            channel="visit",
            happened_on=DAY,
            words="演示",
        )
    return int(known.pk)
