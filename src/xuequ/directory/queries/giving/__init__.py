"""What is registered, as rows of the sheets that would bring it in."""
