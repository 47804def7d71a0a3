"""Tests of kpikit, in the same folders as what they test."""
