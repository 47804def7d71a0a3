"""Reviews: people look back together at findings, judge them and decide."""
