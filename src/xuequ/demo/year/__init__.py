"""Rounds of the demonstration that have been carried to the end, from plans to classes.

`told.py` says which rounds and families there are, `filling.py` carries them through.  Six were
held last summer; one has just been released, so that its families still answer.
"""
