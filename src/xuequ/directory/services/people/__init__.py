"""Acts on persons, bodies, posts, appointments and accounts."""

from __future__ import annotations

from .accounts import (
    close_account,
    issue_password,
    open_account,
    open_for_all,
    open_with_password,
    reopen_account,
    reset_password,
)
from .appointments import (
    appoint,
    appoint_principal,
    end_holding,
    follow_ex_officio,
    withdraw_appointment,
)
from .bodies import create_body, end_body
from .persons import register_person
from .posts import create_post, end_post
from .teachers import NewTeaching, end_honour, end_teaching, give_honour, register_teacher

__all__ = [
    "NewTeaching",
    "appoint",
    "appoint_principal",
    "close_account",
    "create_body",
    "create_post",
    "end_body",
    "end_holding",
    "end_honour",
    "end_post",
    "end_teaching",
    "follow_ex_officio",
    "give_honour",
    "issue_password",
    "open_account",
    "open_for_all",
    "open_with_password",
    "register_person",
    "register_teacher",
    "reopen_account",
    "reset_password",
    "withdraw_appointment",
]
