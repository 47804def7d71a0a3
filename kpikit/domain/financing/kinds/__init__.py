"""Every kind of financing: one module, one constant ``KIND``."""
