"""Send e-mail, where the installation is set up for it."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage

from xuequ.kernel.text import Text

AUTOMATIC = {"Auto-Submitted": "auto-generated"}


def can_mail() -> bool:
    """Does this installation send e-mail: has it a server, and an address of its own?"""
    return bool(settings.XUEQU_MAILS)


def absolute(path: str) -> str:
    """The address of a page as somebody outside opens it."""
    return f"{settings.XUEQU_URL}{path}"


def send(to: str, subject: Text, body: Text) -> None:
    """Send one plain e-mail: Chinese first, English below.

    Raises:
        OSError: the server could not be reached, or would not take it.
        ValueError: it is no address that anything can be sent to.
    """
    text = f"{body.zh}\n\n----\n\n{body.en}\n"
    title = f"{subject.zh} · {subject.en}"
    EmailMessage(title, text, to=[to], headers=AUTOMATIC).send()
