"""Who gets which place: mechanisms on plain arrays, each with a checker written apart from it.

`arrays` is what all of them take and give; `rounds`, `zoning`, `deferred`, `serial`, `trading` and
`coordinated` are the mechanisms; `reserves` and `stages` put them together; `standing` says what a
child may be told.  `checks` holds the checkers.  docs/mechanisms.md explains them by example.
"""
