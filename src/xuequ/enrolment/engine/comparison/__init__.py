"""The same applications under other regimes, to see what a choice of regime does to children.

docs/comparison.md defines every figure.  Nothing here is a result: the draws are made for the
comparison, from a text that anybody may know.  `compared` is the way in.
"""
