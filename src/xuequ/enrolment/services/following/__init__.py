"""Acts of the watch over children who have no place or do not come to school."""
