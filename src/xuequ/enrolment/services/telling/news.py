"""Tell those who speak for a child what became of its seat, with its number alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils import timezone

from xuequ.directory.models import Person
from xuequ.kernel.text import Text
from xuequ.ledger.models import Notice
from xuequ.ledger.services.notices import News, notify_each

from ...models import Application, Offer, Round


def tell_offered(offers: Sequence[Offer]) -> None:
    """A seat became free and is offered to the child until a time."""
    _tell((each.waiting.application, _offered(each), f"offer:{each.pk}") for each in offers)


def tell_lapsed(offers: Sequence[Offer]) -> None:
    """Nobody answered an offer in time; the seat goes to the next."""
    _tell((each.waiting.application, _lapsed(each), f"lapsed:{each.pk}") for each in offers)


def tell_concluded(row: Round, unplaced: Sequence[int]) -> None:
    """A round is concluded, and the child has no place."""
    rows = Application.objects.filter(pk__in=unplaced).select_related("child")
    _tell((each, _concluded(row, each), f"concluded:{each.pk}") for each in rows)


def _tell(each: Iterable[tuple[Application, Text, str]]) -> None:
    notify_each(
        (
            Person.objects.filter(custodies__child=application.child_id),
            News(Notice.Kind.APPLYING, text, _link(application), about=about),
        )
        for application, text, about in each
    )


def _link(application: Application) -> str:
    return reverse("enrolment:family_result", args=[application.pk])


def _offered(offer: Offer) -> Text:
    number, school = offer.waiting.application.child.number, offer.waiting.school.name
    until = f"{timezone.localtime(offer.until):%Y-%m-%d %H:%M}"
    return Text(
        f"{school}空出学位，轮到编号{number}。请在{until}前答复要或不要；逾期未答复的，学位给下一位。",
        f"A seat at {school} became free for number {number}. Say by {until} whether you take it; "
        "without an answer it goes to the next.",
    )


def _lapsed(offer: Offer) -> Text:
    number, school = offer.waiting.application.child.number, offer.waiting.school.name
    return Text(
        f"编号{number}逾期没有答复{school}的学位，学位已给下一位；原来的学位和其他候补不变。",
        f"The seat at {school} was not answered for number {number} in time and goes to the next; "
        "what the child has, and its other waiting lists, stay.",
    )


def _concluded(row: Round, each: Application) -> Text:
    number = each.child.number
    return Text(
        f"{row.name}已结束，编号{number}没有学位。补录开始后可以重新报名，编号不变；教育局会继续安排。",
        f"«{row.name}» is concluded, and number {number} has no place. You may apply again, with "
        "the same number, when the complementary round opens; the authority goes on looking.",
    )
