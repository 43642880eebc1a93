"""Checking applications (审核): what is asked, what follows from the proof, who else reads it."""
