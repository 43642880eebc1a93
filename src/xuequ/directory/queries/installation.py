"""What runs here: nothing secret, nothing of the business."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import xuequ
from xuequ.record.models import Head

from ..models import Account, Authority

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def installation_facts() -> list[tuple[str | Promise, object]]:
    """Each fact with what it is called."""
    head = Head.objects.filter(pk=1).first()
    return [
        (_("Version"), xuequ.__version__),
        (_("Database"), DATABASES.get(connection.vendor, connection.vendor)),
        (_("Authorities"), Authority.objects.count()),
        (_("Accounts"), Account.objects.count()),
        (_("Lines in the record"), head.number if head else 0),
        (_("Keys in use"), "、".join(_keys()) or "—"),
        (_("Only over HTTPS"), _("yes") if settings.SECURE else _("no")),
    ]


def _keys() -> list[str]:
    """The names of the key files; what is in them stays there."""
    folder = Path(settings.HOME) / "keys"
    return sorted(each.stem for each in folder.iterdir()) if folder.is_dir() else []
