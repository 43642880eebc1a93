"""Acts that follow a released result."""
