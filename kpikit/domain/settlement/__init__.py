"""Settling a year: from results and volumes to an amount, with every step shown."""
