"""From what a bureau has settled for the year to the files that are signed, and their words."""
