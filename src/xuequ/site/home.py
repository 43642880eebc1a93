"""The installation's own folder: its database, its keys, its settings from the environment."""

from __future__ import annotations

import json
import os
import re
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


PROVIDER = ("code", "name_zh", "name_en", "issuer", "client_id", "client_secret")


def providers() -> list[dict[str, str]]:
    """Outside log-ins (OpenID Connect): of $XUEQU_OIDC, else `oidc.json` in the folder, else none.

    Either holds a JSON list of objects with the six texts that `PROVIDER` names.

    Raises:
        ValueError: something in it is not as it must be; the message says what.
    """
    path = folder() / "oidc.json"
    source = "$XUEQU_OIDC" if os.environ.get("XUEQU_OIDC") else path.name
    text = os.environ.get("XUEQU_OIDC") or (path.read_text("utf-8") if path.exists() else "[]")
    try:
        rows = json.loads(text)
    except ValueError as error:
        raise ValueError(f"{source}: not JSON: {error}") from error
    if not isinstance(rows, list):
        raise ValueError(f"{source}: must be a list of providers")
    for number, row in enumerate(rows, 1):
        if fault := _fault(row):
            raise ValueError(f"{source}: provider {number}: {fault}")
    if len({row["code"] for row in rows}) < len(rows):
        raise ValueError(f"{source}: two providers have the same code")
    return rows


def _fault(row: object) -> str:
    """What is wrong with one provider; "" if nothing is."""
    if not isinstance(row, dict) or set(row) != set(PROVIDER):
        return f"must have just {', '.join(PROVIDER)}"
    for name in PROVIDER:
        if not isinstance(row[name], str) or not row[name].strip():
            return f"{name} must be a text"
    if not re.fullmatch(r"[a-z0-9-]{1,40}", row["code"]):
        return "code must be small letters, digits and hyphens"
    parts = urlparse(row["issuer"])
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and local)):
        return "issuer must begin with https://"
    return ""


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
