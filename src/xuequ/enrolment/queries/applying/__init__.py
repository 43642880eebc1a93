"""What a family sees of enrolment: rounds, its children, its applications, and nobody else's."""
