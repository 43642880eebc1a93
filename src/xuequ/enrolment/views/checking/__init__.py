"""Pages of those who check applications."""
