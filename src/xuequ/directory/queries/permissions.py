"""Who may do what: every post held or lent on a day, and what its role allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xuequ.kernel.actors import Actor
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ..engine.permissions import PERMISSIONS, named
from ..engine.roles import ROLES, Role, permissions
from ..models import Account, Authority, Delegation, Factor, Holding, Person
from ..models.dated import in_force
from .identities import PLACES, place_of
from .scope import authorities, guardianships

KINDS = {
    "holding": Text("本人任职", "holds the post"),
    "ex_officio": Text("兼任", "ex officio"),
    "delegation": Text("代理", "deputy"),
}
STATES = {
    "open": Text("启用", "open"),
    "closed": Text("停用", "closed"),
    "none": Text("无账号", "no account"),
}


@dataclass(frozen=True, slots=True)
class Power:
    """One person in one role: in which place, by what right, from when to when."""

    person: Person
    account: Account | None
    has_factor: bool
    role: str
    title: str
    place: str
    kind: str  # a key of KINDS
    since: date
    until: date | None
    holding: Holding
    delegation: Delegation | None = None

    @property
    def state(self) -> str:
        if self.account is None:
            return "none"
        return "open" if self.account.is_active else "closed"

    @property
    def role_name(self) -> Text:
        return ROLES[self.role].name if self.role in ROLES else Text(self.role, self.role)


def powers(*, seen_by: Actor, on: date) -> list[Power]:
    """Everybody's powers in the reader's authority on a day, by role and person."""
    return powers_of(authorities(seen_by=seen_by), on)


def powers_of(whose: Iterable[Authority], on: date) -> list[Power]:
    """Everybody's powers in these authorities on a day, by role and person, in four queries."""
    held = Holding.objects.filter(
        in_force(on), in_force(on, "post__"), post__authority__in=whose
    ).select_related("person__account", *PLACES)
    lent = (
        Delegation.objects.in_effect(on)
        .filter(holding__post__authority__in=whose)
        .select_related("person__account", *(f"holding__{each}" for each in PLACES))
    )
    factors = set(Factor.objects.values_list("account", flat=True))
    found = [_held(each, factors) for each in held] + [_lent(each, factors) for each in lent]
    order = {code: n for n, code in enumerate(ROLES)}
    return sorted(
        found,
        key=lambda each: (order.get(each.role, 99), each.person.sort_key, each.since),
    )


def permission_list(shown: Iterable[Power], on: date) -> Table:
    """Person by role by place, from when to when, with what the role allows."""
    rows = [
        (
            each.account.username if each.account else None,
            STATES[each.state],
            Text("是", "yes") if each.has_factor else Text("否", "no"),
            each.person.name,
            each.role_name,
            each.title,
            each.place,
            KINDS[each.kind],
            each.since,
            each.until,
            _said(each.role),
        )
        for each in shown
    ]
    return Table(
        Text("权限清单", "Who may do what"),
        (
            Column("account", "账号", "Account"),
            Column("state", "账号状态", "State of the account"),
            Column("second_factor", "双因素", "Second factor"),
            Column("person", "人员", "Person"),
            Column("role", "角色", "Role"),
            Column("post", "职务", "Post"),
            Column("place", "所在", "Place"),
            Column("by", "依据", "By what right"),
            Column("since", "自", "From"),
            Column("until", "至（该日起不再）", "Until (first day no longer)"),
            Column("permissions", "可以做", "May"),
        ),
        rows,
        (
            Text(f"截至{on}。", f"As of {on}."),
            Text(
                f"家长账号{_parents(on)}个，只看自己的孩子，不逐一列出。",
                f"{_parents(on)} accounts of parents see only their own children; not listed.",
            ),
        ),
    )


def without_powers(table: Table) -> Table:
    """The list as it fits a screen: what a role allows stands on a page of its own."""
    rows = [row[:-1] for row in table.rows]
    return Table(table.title, table.columns[:-1], rows, table.notes)


def role_matrix() -> Table:
    """Role by permission, as the catalogue of roles has it."""
    yes = Text("✓", "✓")
    rows = [
        (role.name, *(yes if code in role.permissions else None for code in PERMISSIONS))
        for role in ROLES.values()
    ]
    columns = [Column(code, name.zh, name.en) for code, name in PERMISSIONS.items()]
    return Table(
        Text("角色与权限", "Roles and permissions"),
        (Column("role", "角色", "Role"), *columns),
        rows,
    )


def roles_with_permissions() -> list[tuple[Role, list[Text]]]:
    """Each role of the catalogue with what it allows, in words."""
    return [(role, [named(code) for code in _sorted(role.code)]) for role in ROLES.values()]


def _held(holding: Holding, factors: set[int]) -> Power:
    return _power(
        holding.person, holding, factors, "ex_officio" if holding.ex_officio else "holding"
    )


def _lent(each: Delegation, factors: set[int]) -> Power:
    return _power(each.person, each.holding, factors, "delegation", each)


def _power(
    person: Person,
    holding: Holding,
    factors: set[int],
    kind: str,
    delegation: Delegation | None = None,
) -> Power:
    post, span = holding.post, delegation or holding
    ends = (span.until, holding.until, post.until, delegation and delegation.revoked_on)
    account: Account | None = getattr(person, "account", None)
    return Power(
        person=person,
        account=account,
        has_factor=account is not None and account.pk in factors,
        role=post.role,
        title=post.title,
        place=place_of(post),
        kind=kind,
        since=span.since,
        until=min((day for day in ends if day), default=None),
        holding=holding,
        delegation=delegation,
    )


def _said(role: str) -> Text:
    codes = _sorted(role)
    return Text(
        "、".join(named(each).zh for each in codes), "; ".join(named(each).en for each in codes)
    )


def _sorted(role: str) -> list[str]:
    return sorted(permissions(role), key=list(PERMISSIONS).index)


def _parents(on: date) -> int:
    mine = guardianships().filter(in_force(on)).values("person")
    return Account.objects.filter(person__in=mine).count()
