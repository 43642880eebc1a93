"""What packages say of personal data: nothing without a basis."""

from __future__ import annotations

import pytest

from xuequ.kernel.held import Held, of
from xuequ.kernel.text import Text

SAID = Text("说明", "said")


def test_a_group_without_a_known_basis_is_no_declaration() -> None:
    with pytest.raises(ValueError, match="no basis"):
        Held("x", SAID, {}, SAID, "because", SAID, SAID)


def test_fields_of_a_model_go_by_their_path() -> None:
    found = of("enrolment.Child", name=("姓名", "name"))
    assert found == {"enrolment.Child.name": Text("姓名", "name")}
