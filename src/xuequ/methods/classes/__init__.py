"""Balanced classes (均衡编班) out of a list of children, rules and a seed, and out of nothing else.

`children` says what is known of a child and what has to hold; `making` makes the classes: by lot
(`random`) or in the shape of an S by scores (`serpentine`), through `quotas`, `dealing`,
`mending` and `levelling`; `checks` measures classes without knowing how they were made; `late`
draws for those who come afterwards.
"""
