"""Acts on cases.  One function per act: lock, check, write, add to the record."""
