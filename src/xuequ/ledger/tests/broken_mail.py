"""Servers of e-mail that do not do as they are asked."""

from __future__ import annotations

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.mail.backends.locmem import EmailBackend


class Backend(EmailBackend):
    """Nobody answers."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        raise ConnectionRefusedError


class Picky(EmailBackend):
    """Takes everything but what is for an address that begins with «bad»."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        for each in email_messages:
            if each.to[0].startswith("bad"):
                raise SMTPRecipientsRefused({each.to[0]: (550, b"no such user")})
        return int(super().send_messages(email_messages))
