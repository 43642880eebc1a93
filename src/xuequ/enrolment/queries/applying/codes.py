"""By what a family proves itself when it asks for another change code."""

from __future__ import annotations

from typing import Literal

from django.db.models import Min

from xuequ.directory.models import Account

from ...models import Application, Child

Way = Literal["taken_back", "factor", "password", "desk"]


def guarding(child: Child) -> Application | None:
    """The application whose code is asked before others may speak for the child; none: no code yet.

    It is the first handed in of those that were not withdrawn: whoever has only the password
    could hand in another one and would know its code.
    """
    rows = child.applications.filter(version__gt=0, erased_at=None).select_related("round")
    found = list(rows.annotate(first=Min("submissions__at")).order_by("first", "pk"))
    standing = [each for each in found if each.state != Application.State.WITHDRAWN]
    return next(iter([*standing, *found]), None)


def has_standing_factor(row: Application, account: Account | None) -> bool:
    """Has the account a second factor that was there before anything was handed in?

    One set up later proves nothing: whoever has only the password could have set it up.
    """
    first = row.submissions.first()
    if account is None or first is None:
        return False
    return account.factors.filter(since__lte=first.at).exists()


def way_to_code(row: Application, account: Account | None, *, is_fresh: bool) -> Way:
    """How the family gets at another code.

    Args:
        is_fresh: it was handed in for the first time a moment ago, in the session that asks.
    """
    if not row.change_code:
        return "taken_back"
    if has_standing_factor(row, account):
        return "factor"
    return "password" if is_fresh and account is not None else "desk"
