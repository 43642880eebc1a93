"""By what a family proves itself when it asks for another change code."""

from __future__ import annotations

from typing import Literal

from xuequ.directory.models import Account

from ...models import Application

Way = Literal["taken_back", "factor", "password", "desk"]


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
