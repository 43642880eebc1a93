"""Acts of families: children, drafts, materials, handing in, changing, withdrawing."""
