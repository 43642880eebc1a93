"""What a journey finds done: a round whose result is out, and the weeks in which offers lapse."""

from __future__ import annotations

from datetime import timedelta

CHILDREN, SEATS = 6, 2  # children of one catchment, seats at each of two schools


def released() -> None:
    """Two children have no place, and one family has given its seat up.

    The mother of the first of them logs in as `mother`, the leaders as `first` and `second`.
    """
    import casting
    from casting import MAKER
    from support_plugin import PASSWORD
    from xuequ.directory.models import Person
    from xuequ.directory.services.people import open_account
    from xuequ.enrolment.models import Placement
    from xuequ.enrolment.services.telling.answering import give_up_seat
    from xuequ.enrolment.tests.telling import TOLD, account_of, parent, told

    made = casting.make()
    made.authority.is_public = True
    made.authority.save()
    outcome = told(made, CHILDREN, SEATS)
    for log_in, name in (("first", "甲演示"), ("second", "乙演示"), ("notary", "公演示")):
        person = Person.objects.get(authority=made.authority, name=name, account=None)
        open_account(log_in, PASSWORD, person=person, actor=MAKER)
    rows = Placement.objects.filter(outcome=outcome).order_by("pk")
    account_of(rows.filter(school=None)[0].application, "mother")
    gone = rows.filter(school__name="东一小")[0].application
    give_up_seat(gone, actor=parent(gone), now=TOLD)


def lapse() -> None:
    """What the clock has done every day since the release."""
    from django.utils import timezone

    from xuequ.enrolment.services.telling.by_the_clock import lapse as lapse_on
    from xuequ.enrolment.tests.telling import TOLD

    for day in range((timezone.now() - TOLD).days + 1):
        lapse_on(TOLD + timedelta(days=day))
