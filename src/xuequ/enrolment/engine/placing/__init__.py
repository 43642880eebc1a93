"""From checked applications to what is frozen, tried, rehearsed and drawn: plain values."""
