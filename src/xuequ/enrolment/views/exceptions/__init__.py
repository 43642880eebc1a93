"""Pages of exceptional placements, appeals and reasons."""
