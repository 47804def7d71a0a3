"""Migrations: how the tables of an installation come up to date."""
