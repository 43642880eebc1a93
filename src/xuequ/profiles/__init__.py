"""The policy of each locality as dated data, the clauses it comes from, and what reads them."""
