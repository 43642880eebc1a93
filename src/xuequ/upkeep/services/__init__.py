"""Back up, restore, and count what was asked of the site."""
