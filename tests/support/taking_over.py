"""Take over an installation of an earlier release, in a program of its own; print what it saw."""

from __future__ import annotations

import json


def main() -> None:
    """Migrate as the site does when it starts, then read everything again."""
    import django

    django.setup()
    from django.conf import settings

    from xuequ.record.queries import verify
    from xuequ.upkeep.services.migrating import migrate
    from xuequ.upkeep.services.proving import open_all

    migrate()
    settings.ALLOWED_HOSTS = ["testserver"]
    lines, fault = verify()
    values, shut = open_all()
    seen = {who: pages_of(who) for who in ("bureau", "school", "audit")}
    found = {"lines": lines, "fault": fault and fault.kind, "values": values, "shut": shut}
    print(json.dumps({**found, "pages": seen}))


def pages_of(who: str) -> dict[str, int]:
    """What every page of the menu answers somebody."""
    from django.test import Client
    from django.urls import reverse

    from xuequ.directory.models import Account
    from xuequ.web.context import entries

    account = Account.objects.get(username=who)
    browser = Client()
    browser.force_login(account)
    return {each.name: browser.get(reverse(each.name)).status_code for each in entries()}


if __name__ == "__main__":
    main()
