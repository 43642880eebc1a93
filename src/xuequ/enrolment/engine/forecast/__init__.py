"""Demand for seats to come: cohorts survive from grade to grade, and seats are set against them."""
