"""One module per noun, each with its blueprint ``PAGES``."""
