"""Choosing together: each party rates candidates alone, both see them at once."""
