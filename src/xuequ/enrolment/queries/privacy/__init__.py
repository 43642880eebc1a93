"""What is kept of children and guardians, who looked at it, and when it is deleted."""
