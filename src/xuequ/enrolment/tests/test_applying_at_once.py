"""Two devices and two parents at the same moment, on a database with real transactions."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from support_plugin import Cast
from xuequ.enrolment.models import Application, Child
from xuequ.enrolment.services.applying.drafts import Living, save_address
from xuequ.enrolment.tests.families import OPEN, begun, child, eyes, parent
from xuequ.enrolment.tests.families import round_of as a_round
from xuequ.enrolment.tests.rivals import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite lets one connection write at a time"
    ),
]


def test_of_two_devices_one_keeps_and_the_other_is_told(cast: Cast) -> None:
    actor = eyes(parent(cast))
    row = begun(actor, a_round(cast))

    def keep(text: str) -> Any:
        return save_address(row, 0, Living(text), actor=actor, now=OPEN)

    assert at_once(lambda: keep("东街"), lambda: keep("西街")) == [
        "done",
        "draft-changed-elsewhere",
    ]
    assert Application.objects.get().revision == 1


def test_of_two_parents_one_registers_the_child_and_it_has_one_number(cast: Cast) -> None:
    one, other = eyes(parent(cast)), eyes(parent(cast, "SYN-P-0002", "另演示"))
    found = at_once(lambda: child(one), lambda: child(other))
    assert found == ["child-is-registered", "done"]
    assert Child.objects.count() == 1
