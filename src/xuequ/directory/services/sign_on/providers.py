"""The providers this installation knows."""

from __future__ import annotations

from django.conf import settings

from xuequ.kernel.text import Text

from .protocol import Provider


def providers() -> list[Provider]:
    """Those of `oidc.json`, in its order; none when single sign-on is off."""
    return [
        Provider(
            code=each["code"],
            name=Text(each["name_zh"], each["name_en"]),
            issuer=each["issuer"],
            client_id=each["client_id"],
            client_secret=each["client_secret"],
        )
        for each in settings.XUEQU_SIGN_ON
    ]


def provider(code: str) -> Provider | None:
    """The provider of that code, if this installation has it."""
    return next((each for each in providers() if each.code == code), None)
