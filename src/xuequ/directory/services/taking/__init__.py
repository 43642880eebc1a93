"""Take in sheets about people who work in schools: all rows or none."""
