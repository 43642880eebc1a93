"""Deletion of children that are looked after, and of what hangs on an application or a child."""

from __future__ import annotations

from typing import Any

import pytest

from support_plugin import Cast
from xuequ.directory.models import Authority, Pupil, School
from xuequ.enrolment.models import (
    Appeal,
    Application,
    Child,
    Evidence,
    Exceptional,
    ExceptionPaper,
    Round,
    Watch,
    WatchStep,
)
from xuequ.enrolment.services.privacy import erasing, wiping
from xuequ.enrolment.tests import exception_rows
from xuequ.enrolment.tests.families import begun, eyes, parent
from xuequ.enrolment.tests.test_erasing import YEAR, at, done, kinds, row
from xuequ.enrolment.tests.test_following import room
from xuequ.enrolment.tests.world import CLOSES, published
from xuequ.kernel.refusal import Refused
from xuequ.vault.services.files import store_file
from xuequ.vault.tests.samples import png

pytestmark = pytest.mark.django_db
__all__ = ["row"]


def looked_after(cast: Cast, child: Child) -> Watch:
    """A child without a place, and what its family said."""
    person = int(cast.bureau.person or 0)
    made = Watch.objects.create(
        kind="no_place", authority=cast.authority, year=2027, stage="primary", child=child,
        since=CLOSES.date(), begun_at=CLOSES,
    )  # fmt: skip
    WatchStep.objects.create(
        watch=made, kind="call", note="与张演示母亲通话", person_id=person, post="科员", at=CLOSES
    )
    return made


def settle(watch: Watch) -> None:
    watch.ground, watch.reason, watch.settled_at = "elsewhere", "随张演示父亲迁往外省", CLOSES
    watch.save()


def test_a_child_without_application_that_was_looked_after_is_deleted_once_it_is_settled(
    cast: Cast,
) -> None:
    draft = begun(eyes(parent(cast)), published(cast))
    watch, child = looked_after(cast, draft.child), draft.child
    draft.delete()
    assert kinds(cast, at(600).date()) == [("child", "watch")]
    settle(watch)
    assert kinds(cast, at(600).date()) == [("child", "")]
    assert done(cast, at(600)).done_at is not None
    child.refresh_from_db()
    watch.refresh_from_db()
    assert child.erased_at is not None and child.name.open() == wiping.GONE
    said = [watch.reason and watch.reason.open(), WatchStep.objects.get().note.open()]
    assert (watch.ground, said) == ("elsewhere", [wiping.GONE, wiping.GONE])


def test_an_application_waits_until_its_child_is_settled_and_its_papers_do_not(
    cast: Cast, row: Application
) -> None:
    watch = looked_after(cast, row.child)
    assert kinds(cast, at(366).date()) == [("papers", ""), ("unplaced", "watch")]
    done(cast, at(366))
    row.refresh_from_db()
    assert row.address is not None and not Evidence.objects.exists()
    settle(watch)
    assert kinds(cast, at(366).date()) == [("unplaced", "")]


def test_a_deletion_that_breaks_off_in_one_authority_goes_on_in_the_others(
    cast: Cast, row: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = erasing._proposed

    def broken(authority: Authority, *args: Any) -> Any:
        if authority != cast.authority:
            raise ValueError
        return whole(authority, *args)

    monkeypatch.setattr(erasing, "is_automatic", lambda *_: True)
    monkeypatch.setattr(erasing, "_proposed", broken)
    with pytest.raises(Refused) as caught:
        erasing.erase_by_the_clock(at(181))
    others = Authority.objects.exclude(pk=cast.authority.pk)
    assert caught.value.code == "erasure-broke-off" and caught.value.facts["count"] == 1
    assert all(each.name in str(caught.value.facts["names"]) for each in others)
    assert not Evidence.objects.exists()


def test_what_was_said_for_an_exception_and_who_objected_go_with_the_application(
    cast: Cast, row: Application
) -> None:
    exception_rows.one_of_each(cast, row)
    made, appeal = Exceptional.objects.get(), Appeal.objects.get()
    Exceptional.objects.update(ended="withdrawn", ended_at=CLOSES, end_reason="张演示不再申请")
    Appeal.objects.filter(pk=appeal.pk).update(name="李演示", phone="13800000000")
    file = store_file(png(), name="证明.png")
    ExceptionPaper.objects.create(exceptional=made, file=file)
    done(cast, at(366))
    made.refresh_from_db()
    appeal.refresh_from_db()
    assert (made.words.open(), made.end_reason) == (wiping.GONE, wiping.GONE)
    assert (appeal.name, appeal.phone) == (None, None)
    assert (made.ground, made.approvals.count()) == ("error", 1)
    assert not ExceptionPaper.objects.exists()


@pytest.mark.parametrize(("year", "kind"), [(2026, "unplaced"), (2027, "placed")])
def test_a_pupil_counts_as_placed_in_the_stage_and_year_it_applied_for(
    cast: Cast, row: Application, year: int, kind: str
) -> None:
    where = room(School.objects.get(pk=cast.school.school), year, 1)
    row.child.pupil = Pupil.objects.create(school_class=where, since=CLOSES.date())
    row.child.save()
    told = {name for name, _ in kinds(cast, at(2600).date())}
    assert told == {"papers", kind}


def test_a_pupil_whom_its_parent_registered_and_who_never_applied_is_deleted(cast: Cast) -> None:
    draft = begun(eyes(parent(cast)), published(cast))
    child = draft.child
    draft.delete()
    child.pupil = Pupil.objects.earliest("pk")
    child.save()
    assert kinds(cast, at(600).date()) == [("child", "")]
    done(cast, at(600))
    assert not Child.objects.exists() and Pupil.objects.exists()


def test_the_identity_goes_with_a_draft_that_was_the_last_that_was_left(cast: Cast) -> None:
    draft = begun(eyes(parent(cast)), published(cast))
    before, child = draft.round, draft.child
    old = Round.objects.create(
        authority=before.authority, year=2026, stage=before.stage, regime=before.regime,
        name="去年", opens=before.opens - YEAR, closes=before.closes - YEAR,
    )  # fmt: skip
    Application.objects.create(
        round=old, child=child, person=draft.person, year=2026, stage=old.stage, state="withdrawn",
        version=1, begun_at=old.opens, erased_at=CLOSES,
    )  # fmt: skip
    done(cast, at(31))
    child.refresh_from_db()
    assert child.erased_at is not None and child.name.open() == wiping.GONE
