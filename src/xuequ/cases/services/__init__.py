"""Acts on cases, meetings and tasks.  One function per act: lock, check, write, record."""
