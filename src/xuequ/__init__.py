"""Xuequ (学区): the policy of a school district or education group, made executable."""

from __future__ import annotations

__version__ = "0.1.0"
