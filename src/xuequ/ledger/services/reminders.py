"""Remind the owners of commitments of their reviews."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse

from xuequ.directory.models import Authority

from ..engine.reminders import stage, words
from ..models import Notice
from ..queries.reviews import Review, reporters, reviews
from .notices import News, notify_many


def remind_reviews(on: date) -> int:
    """Tell those who report for a place that a review is near, due, or late by another week.

    Asked again on the same day it tells nobody anything new.  Returns how many notices it made.
    """
    return sum(_remind(authority, on) for authority in Authority.objects.order_by("pk"))


@transaction.atomic
def _remind(authority: Authority, on: date) -> int:
    due = [each for each in reviews(authority, on) if stage(each.report.review_on, on)]
    people = reporters(authority, on) if due else {}
    told = 0
    for each in due:
        told += notify_many(people.get((each.place.kind, each.place.id), ()), _news(each, on))
    return told


def _news(review: Review, on: date) -> News:
    place, report = review.place, review.report
    return News(
        kind=Notice.Kind.REVIEW,
        text=words(report.clause, place.name, report.review_on, on),
        link=reverse("ledger:commitment_detail", args=[report.clause, place.kind, place.id]),
        about=f"review:{report.pk}:{stage(report.review_on, on)}",
    )
