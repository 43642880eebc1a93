"""Acts on how consortia are governed.  One function per act: check, write, add to the record."""
