"""Draws (派位、摇号): named, pinned procedures that anybody can run again.

A draw depends on its roster, its rules and its seed and on nothing else: not on the order in which
people applied, nor on the time of day.  `seeds` mixes what several parties bring into one seed,
`tickets` and `ring` put numbers in order (`many` draws very many tickets at once), `variants` names
the procedures, `seats` hands out the places in that order.
"""
