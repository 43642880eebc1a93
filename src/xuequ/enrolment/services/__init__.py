"""Acts on rounds of enrolment.  One function per act: check, write, add to the record."""
