"""The files from which classes are made and made again: list, rules, seed, result."""
