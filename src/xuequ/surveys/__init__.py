"""Questionnaires with samples, and what they found."""
