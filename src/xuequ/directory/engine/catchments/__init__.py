"""Catchments (施教区): lists of places and doors, read, compared and looked up; outlines."""
