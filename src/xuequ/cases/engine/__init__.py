"""How cases move: pure, on plain values."""
