"""What is registered of the things a sheet may name, read in few queries."""
