"""What a family says when it applies: draft, claims, choices, materials, what is handed in."""
