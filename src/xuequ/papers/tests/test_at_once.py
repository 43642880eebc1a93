"""Two people at the same time: one number each, no gap, no text lost."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest
from django.db import connection, transaction

from casting import MAKER, authority
from xuequ.kernel.refusal import Refused
from xuequ.ledger.queries import Place
from xuequ.papers.models import Paper, Series
from xuequ.papers.papers import NOTICE
from xuequ.papers.services import (
    NewDraft,
    NewSeries,
    change_paper,
    draft_paper,
    issue_paper,
    register_series,
)
from xuequ.papers.tests.drafts import DAY, OTHER, SAID

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite lets one connection write at a time"
    ),
]
Rival = Callable[[Callable[[], Any]], Future[Any]]


@pytest.fixture
def here(transactional_db: None) -> Iterator[Place]:
    yield Place(authority("测试区教育局", "测试"))


@pytest.fixture
def rival() -> Iterator[Rival]:
    """`rival(act)` begins the act over a connection of its own."""
    with ThreadPoolExecutor(4) as pool:
        yield lambda act: pool.submit(alone, act)


def alone(act: Callable[[], Any]) -> Any:
    try:
        return act()
    finally:
        connection.close()


def waits(other: Future[Any]) -> bool:
    """Has the other not got on while the first is not committed?"""
    return other not in wait([other], timeout=0.5).done


def draft(here: Place) -> Paper:
    return draft_paper(NewDraft(NOTICE, DAY, SAID), here, actor=MAKER)


def issue(paper: Paper, series: Series) -> Paper:
    return issue_paper(paper, series=series, on=DAY, actor=MAKER)


def series_of(here: Place) -> Series:
    return register_series(NewSeries("测教发", 2026), here, actor=MAKER)


def test_two_who_issue_at_once_get_one_number_each(here: Place, rival: Rival) -> None:
    series, first, second = series_of(here), draft(here), draft(here)
    with transaction.atomic():
        issue(first, series)
        other = rival(lambda: issue(second, series))
        assert waits(other)
    assert other.result(timeout=20).ordinal == 2
    assert Paper.objects.get(pk=first.pk).ordinal == 1


def test_a_number_that_was_not_kept_is_given_again(here: Place, rival: Rival) -> None:
    series, first, second = series_of(here), draft(here), draft(here)
    with transaction.atomic():
        issue(first, series)
        other = rival(lambda: issue(second, series))
        assert waits(other)
        transaction.set_rollback(True)
    assert other.result(timeout=20).ordinal == 1
    assert Paper.objects.get(pk=first.pk).is_draft


def test_one_draft_issued_twice_at_once_is_one_paper(here: Place, rival: Rival) -> None:
    series, paper = series_of(here), draft(here)
    with transaction.atomic():
        issue(paper, series)
        other = rival(lambda: issue(paper, series))
        assert waits(other)
    with pytest.raises(Refused, match="paper-is-not-a-draft"):
        other.result(timeout=20)
    assert list(Paper.objects.values_list("ordinal", flat=True)) == [1]


def test_of_two_who_save_at_once_the_second_is_told(here: Place, rival: Rival) -> None:
    paper = draft(here)
    with transaction.atomic():
        change_paper(paper, OTHER, version=1, actor=MAKER)
        changed = SAID.plain() | {"title": "乙"}
        other = rival(lambda: change_paper(paper, _document(changed), version=1, actor=MAKER))
        assert waits(other)
    with pytest.raises(Refused, match="paper-changed-meanwhile"):
        other.result(timeout=20)


def _document(plain: Any) -> Any:
    from xuequ.kernel.paper import document

    return document(plain)


def test_a_code_word_registered_twice_at_once_is_one_series(here: Place, rival: Rival) -> None:
    with transaction.atomic():
        series_of(here)
        other = rival(lambda: series_of(here))
        assert waits(other)
    with pytest.raises(Refused, match="series-is-taken"):
        other.result(timeout=20)


def test_the_same_form_sent_twice_at_once_is_one_draft(here: Place, rival: Rival) -> None:
    new = NewDraft(NOTICE, DAY, SAID, key=uuid.uuid4())
    with transaction.atomic():
        first = draft_paper(new, here, actor=MAKER)
        other = rival(lambda: draft_paper(new, here, actor=MAKER))
        assert waits(other)
    assert other.result(timeout=20) == first
