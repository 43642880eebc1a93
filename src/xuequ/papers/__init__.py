"""Documents issued: drafted, numbered, sealed, proved genuine."""
