"""Long computations and what is done by the clock, carried out by worker processes."""
