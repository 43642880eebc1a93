"""What follows a result, decided without a database: letters, figures, waiting lists."""
