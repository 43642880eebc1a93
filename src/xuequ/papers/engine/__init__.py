"""Papers by the national standard, on plain values."""
