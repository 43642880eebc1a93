"""Reading rounds of enrolment: who sees which, what they are made of, what is published."""
