"""Who may log in with name and password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils import timezone

from ..models import Account
from .identities import identities


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
        rows = Account.objects.filter(pk=user_id).select_related("person__authority")
        found: Account | None = rows.first()
        return found if found is not None and self.user_can_authenticate(found) else None
