"""Reading of cases: whose they are, who may act, what waits."""
