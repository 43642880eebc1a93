"""Forms of meetings and tasks."""
