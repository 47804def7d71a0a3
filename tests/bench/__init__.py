"""Figures about speed, always beside a bare equivalent; never a test."""
