"""Recorded consults: what a hospital keeps, and the figure that may leave it."""
