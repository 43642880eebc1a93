"""Pages of cases, meetings and tasks."""
