"""What demand is forecast from, and what follows for schools, consortia and the authority."""
