"""The installation's own folder: its database, its keys, its settings from the environment."""

from __future__ import annotations

import json
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

from xuequ.upkeep import swap

LOCAL = {"localhost", "127.0.0.1", "::1"}


def folder() -> Path:
    """Where this installation keeps its data: $XUEQU_HOME, else `var/home` here."""
    return Path(os.environ.get("XUEQU_HOME", "var/home")).absolute()


def settle() -> None:
    """Before anything is read: undo or finish a restore that was cut short."""
    if folder().exists():
        swap.settle(folder(), os.environ.get("DATABASE_URL", ""))


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


def waiting() -> str:
    """When families wait in front of their pages: auto, on or off.

    Raises:
        ValueError: it is none of these.
    """
    mode = os.environ.get("XUEQU_WAITING", "").strip() or "auto"
    if mode not in {"auto", "on", "off"}:
        raise ValueError(f"$XUEQU_WAITING must be auto, on or off, not {mode!r}")
    return mode


def whole_number(name: str, otherwise: int) -> int:
    """The number the variable `name` gives, at least 1; else `otherwise`.

    Raises:
        ValueError: it is no such number; the message says so.
    """
    text = os.environ.get(name, "").strip()
    if text and not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 1_000_000):
        raise ValueError(f"${name} must be a whole number from 1 to 1000000, not {text!r}")
    return int(text) if text else otherwise


def task_queue() -> str:
    """What carries long computations to their workers, of $XUEQU_TASKS; the database by default.

    Raises:
        ValueError: there is no such way, or it lacks the address of its broker.
    """
    chosen = os.environ.get("XUEQU_TASKS", "") or "database"
    if chosen not in {"database", "celery", "immediate"}:
        raise ValueError(f"$XUEQU_TASKS must be database, celery or immediate, not {chosen!r}")
    if chosen == "celery" and not os.environ.get("CELERY_BROKER_URL"):
        raise ValueError("$XUEQU_TASKS=celery needs $CELERY_BROKER_URL, the address of a broker")
    return chosen


def log_format() -> str:
    """How the log is written, of $XUEQU_LOG: plain (if unset), json, or quiet.

    A quiet log is a plain one without the lines of requests that went well.

    Raises:
        ValueError: it is none of them.
    """
    text = os.environ.get("XUEQU_LOG", "plain")
    if text not in {"plain", "json", "quiet"}:
        raise ValueError(f"$XUEQU_LOG must be plain, json or quiet, not {text!r}")
    return text


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
    local = parts.hostname in LOCAL
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and local)):
        return "issuer must begin with https://"
    return ""


def url() -> str:
    """The address people open the installation at, of $XUEQU_URL; "" if none is set.

    Raises:
        ValueError: it is no address of a site.
    """
    text = os.environ.get("XUEQU_URL", "").rstrip("/")
    parts = urlparse(text)
    if text and not (parts.scheme in {"http", "https"} and parts.hostname):
        raise ValueError("$XUEQU_URL must be an address such as https://xuequ.example")
    return text


@dataclass(frozen=True, slots=True)
class Mail:
    """The server that takes e-mail, and the sender named in it."""

    host: str
    port: int
    user: str
    password: str
    is_ssl: bool  # encrypted from the first sign on
    is_tls: bool  # encrypted once connected
    sender: str


def mail() -> Mail | None:
    """Where e-mail goes, of $XUEQU_MAIL: smtps:// or smtp://user:password@host:port?from=sender.

    None: nothing is sent.  Passwords only travel encrypted, except to the machine itself.

    Raises:
        ValueError: it is no such address; the message does not repeat it, for its password.
    """
    text = os.environ.get("XUEQU_MAIL", "")
    if not text:
        return None
    try:
        parts = urlparse(text)
        port = parts.port
    except ValueError as error:
        raise ValueError("$XUEQU_MAIL: the port must be a number") from error
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("$XUEQU_MAIL must begin with smtp:// or smtps:// and name a host")
    user = unquote(parts.username or "")
    sender = parse_qs(parts.query).get("from", [user])[0]
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", sender):
        raise ValueError("$XUEQU_MAIL must name the sender: end it with ?from=xuequ@example.cn")
    is_ssl, is_local = parts.scheme == "smtps", parts.hostname in LOCAL
    return Mail(
        host=parts.hostname,
        port=port or (465 if is_ssl else 25 if is_local else 587),
        user=user,
        password=unquote(parts.password or ""),
        is_ssl=is_ssl,
        is_tls=not is_ssl and not is_local,
        sender=sender,
    )


def database() -> dict[str, Any]:
    """SQLite in the installation's folder, or PostgreSQL as $DATABASE_URL says.

    What stands behind a question mark goes to the server's own library, e.g. `sslmode=verify-full`.
    """
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
        "CONN_HEALTH_CHECKS": True,  # a server that was started anew costs nobody an error
        "OPTIONS": {name: values[-1] for name, values in parse_qs(parts.query).items()},
    }
