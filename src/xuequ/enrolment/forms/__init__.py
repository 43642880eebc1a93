"""Forms on which a round of enrolment is prepared."""
