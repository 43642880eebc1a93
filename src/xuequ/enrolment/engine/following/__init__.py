"""Retention of a cohort, and how many of it are where; without Django."""
