"""Pages of arrivals, of the watch over children, of cohorts and of a pupil's schooling."""
