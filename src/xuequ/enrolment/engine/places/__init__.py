"""Places given by published rules: from files to a result that anybody can make again.

docs/package-places.md says what every file holds and what comes of it, in the words used here.
"""
