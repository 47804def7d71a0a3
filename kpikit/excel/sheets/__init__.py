"""Every sheet of the workbook: one module, one constant ``SHEET``."""
