"""Children without a place, children who did not come, pupils on no roll, and cohorts."""
