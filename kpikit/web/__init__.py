"""Pages over plain forms: one module per noun, thin over the actions."""
