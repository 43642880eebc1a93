"""National numbers, codes and ways of writing: read, checked, explained, each on its own."""
