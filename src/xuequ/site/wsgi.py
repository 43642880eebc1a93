"""The entry point for web servers."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuequ.site.settings")
application = get_wsgi_application()

from xuequ.board.coverage import coverage  # noqa: E402 - needs the settings

coverage()  # read register and profiles now, and not when the first reader asks for a page
