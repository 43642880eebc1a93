"""Acts on applications that are checked.  One function per act: check, write, add to the record."""
