"""What there is in the form of the sheets, so that it can be taken in again and change nothing."""
