"""Two people adopt a policy at the same moment."""

from __future__ import annotations

import pytest
from django.db import transaction

from support_plugin import Cast
from xuequ.directory.models import Adoption
from xuequ.directory.tests.test_adoptions import OURS, adopt
from xuequ.directory.tests.test_two_at_once import Rival, two_connections, waits
from xuequ.directory.tests.test_two_at_once import rival as rival
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@two_connections
def test_of_two_who_adopt_at_once_the_second_is_told_to_look_again(
    cast: Cast, rival: Rival
) -> None:
    with transaction.atomic():
        adopt(cast, seen=None)
        other = rival(lambda: adopt(cast, OURS.replace("value = 2", "value = 3"), seen=None))
        assert waits(other)
    with pytest.raises(Refused, match="policy-moved-on"):
        other.result(timeout=10)
    assert Adoption.objects.count() == 1
