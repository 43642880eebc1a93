"""Measurements of the product on a generated city, as a table with ratios; see README.md."""
