"""What is read of a released result, and of what followed it."""
