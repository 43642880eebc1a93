"""What a backup says of itself, and how measurements are written: plain values, no Django."""
