"""What a password is made of."""

from __future__ import annotations


def classes(password: str) -> int:
    """How many of four classes it draws on: small letters, capitals, digits, anything else.

    Characters of scripts without capitals, such as Chinese, count as «anything else».
    """
    small = any(each.islower() for each in password)
    capital = any(each.isupper() for each in password)
    digit = any(each.isdigit() for each in password)
    other = any(not (each.islower() or each.isupper() or each.isdigit()) for each in password)
    return small + capital + digit + other
