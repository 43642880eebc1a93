"""Who may log in with name and password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from xuequ.web.kept import Kept

from ..models import Account
from .identities import identities


def _of_session(account: int) -> QuerySet[Account]:
    return Account.objects.filter(pk=account).order_by().select_related("person__authority")


OF_SESSION: Kept[Account] = Kept(_of_session, int)


class HoldersOnly(ModelBackend):
    """Accounts that are open and have an identity today; others are as good as not there."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Account | None:
        found: Any = super().authenticate(request, username, password, **kwargs)
        if found is None or not identities(found, timezone.localdate()):
            return None
        account: Account = found
        return account

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session with its person and authority, which every page asks for."""
        found = OF_SESSION.first(user_id)
        return found if found is not None and self.user_can_authenticate(found) else None
