"""The table of the small cast fits the catalogue of roles and says what people may and may not."""

from __future__ import annotations

from xuequ.demo.cast import players
from xuequ.directory.engine.roles import ROLES

PLACES = {"authority": {"authority", "other", "city"}, "consortium": {"consortium"},
          "school": {"lead", "member"}, "family": {"family"}}  # fmt: skip


def test_everybody_of_the_cast_stands_where_the_role_belongs() -> None:
    for each in players().values():
        assert each.place in PLACES[ROLES[each.role].place], each.log_in


def test_everybody_is_plainly_synthetic_and_described_in_both_languages() -> None:
    for each in players().values():
        assert "演示" in each.name and each.title
        assert all((each.may.zh, each.may.en, each.may_not.zh, each.may_not.en))
    assert len({each.name for each in players().values()}) == len(players()) == 12


def test_every_sort_of_place_and_each_administrator_is_in_the_cast() -> None:
    roles = {ROLES[each.role] for each in players().values()}
    assert {role.place for role in roles} == set(PLACES)
    assert {role.code for role in roles if role.exclusive} == {
        role.code for role in ROLES.values() if role.exclusive
    }
