"""Reading of cases, meetings and tasks: whose they are, who may act, what waits."""
