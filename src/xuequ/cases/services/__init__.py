"""Acts on meetings and tasks.  One function per act: check, write, add to the record."""
