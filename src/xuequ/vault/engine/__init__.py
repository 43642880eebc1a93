"""What a file is by its content, and what an archive holds: decisions on bytes and streams."""
