"""Who asked and who decided: cases, meetings, resolutions and tasks."""
