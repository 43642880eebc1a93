"""Who asks: a person's session in the browser, or a program's token.  Both become an actor."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.module_loading import import_string
from ninja.security import APIKeyCookie, HttpBearer

from xuequ.kernel.actors import Actor


class ByToken(HttpBearer):
    """A token in the header `Authorization: Bearer …`."""

    def __init__(self, needs: str) -> None:
        super().__init__()
        self.needs = needs

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        admit = import_string(settings.XUEQU_TOKENS)
        return _allowed(admit(token), self.needs)


class BySession(APIKeyCookie):
    """The session of somebody who has logged in, in the identity chosen there."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, needs: str) -> None:
        super().__init__()
        self.needs = needs

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        actor: Any = getattr(request, "actor", None)
        return _allowed(actor, self.needs)


def _allowed(actor: Actor | None, needs: str) -> Actor | None:
    """The actor if there is one.

    Raises:
        PermissionDenied: the identity may not use the interface, or not for this.
    """
    for each in ("api.use", needs):
        if actor is not None and not actor.may(each):
            raise PermissionDenied(each)
    return actor
