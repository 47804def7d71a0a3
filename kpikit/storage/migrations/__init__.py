"""Migrations bring the tables up to date; the way back is the copy or a backup."""
