"""Forms of cases, meetings and tasks."""
