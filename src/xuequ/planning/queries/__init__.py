"""Reading what reports are made of."""
