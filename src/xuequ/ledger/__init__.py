"""The work ledger: commitments, what was reported of them, and when they are looked at next."""
