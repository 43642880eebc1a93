"""Acts of the register of exceptional placements, and of appeals and objections."""
