"""Charts: one module each, the same figure as svg for pages and png for workbooks."""
