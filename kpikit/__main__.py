"""``python -m kpikit`` is the kpikit command line."""

from kpikit.cli import main

if __name__ == "__main__":
    main()
