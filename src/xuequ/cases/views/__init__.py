"""Pages of meetings and tasks."""
