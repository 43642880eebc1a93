"""The installation's own folder: its database, its keys, its settings from the environment."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse


def folder() -> Path:
    """Where this installation keeps its data: $XUEQU_HOME, else `var/home` here."""
    return Path(os.environ.get("XUEQU_HOME", "var/home")).absolute()


def key(name: str) -> str:
    """The secret `name`, made at first use and kept in a file only its owner may read.

    Two processes that start at once agree: whoever links the finished file first wins.
    """
    path = folder() / "keys" / name
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def database() -> dict[str, Any]:
    """SQLite in the installation's folder, or PostgreSQL as $DATABASE_URL says."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder() / "xuequ.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlparse(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "NAME": parts.path.lstrip("/"),
        "CONN_MAX_AGE": 60,
    }
