"""The three administrators' consoles (三员分立): accounts, permissions; the record is its own."""
