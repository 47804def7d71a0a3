"""Statistics of sample-based KPIs: numbers in, frozen results out, no words."""
