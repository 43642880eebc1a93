"""Pages of catchments: in force, drafted, and for everybody."""
