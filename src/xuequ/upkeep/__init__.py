"""What keeps an installation alive: backups and restores, health, logs and measurements."""
