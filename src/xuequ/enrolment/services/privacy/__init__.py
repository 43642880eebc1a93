"""Acts on personal data kept: consents, stays of deletion, deletion when due."""
