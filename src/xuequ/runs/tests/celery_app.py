"""Celery's application of the product, with the kinds that only tests start."""

from __future__ import annotations

import django

from xuequ.site.celery import app

django.setup()

from xuequ.runs.queries.kinds import run_kinds  # noqa: E402
from xuequ.runs.tests.kinds import KINDS  # noqa: E402

run_kinds().update({each.code: each for each in KINDS})
__all__ = ["app"]
