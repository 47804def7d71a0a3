"""Results: what was measured of a KPI in a period, and how two parties take it."""
