"""The demonstration's checks: most decided, one returned, some waiting."""

from __future__ import annotations

from collections import Counter

import pytest

from support_plugin import Cast
from xuequ.demo.checked import READ, fill_checks
from xuequ.enrolment.models import Application, Check, CheckSettings
from xuequ.enrolment.tests.checking import reviewer, waits
from xuequ.enrolment.tests.world import published

pytestmark = pytest.mark.django_db


def test_most_are_checked_one_is_returned_and_some_wait(cast: Cast) -> None:
    rule_set = published(cast)
    reviewer(cast, "甲演示")
    for at in range(1, 9):
        waits(rule_set, at)
    fill_checks()
    states = Counter(Application.objects.values_list("state", flat=True))
    assert READ["xingning"] == 3 and states["returned"] == 1
    assert states["accepted"] + states["submitted"] + states["returned"] == 8
    assert Check.objects.count() == 3 and states["submitted"] >= 5
    assert CheckSettings.objects.get().lock_years == 6
