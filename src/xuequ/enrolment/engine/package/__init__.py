"""The sealed package of a draw: roster, places, rules, seed, result and log, for anybody to check.

The format is written down in `docs/package.md`; `container` and `tables` read and write its bytes,
`draws` says what a draw is made of, `sealing` makes a package, `checking` makes it again and tells
what differs.  A verifier that shares no line with these modules is `enrolment/verifier/verify.py`.
"""
