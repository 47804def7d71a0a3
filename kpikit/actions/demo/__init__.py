"""The demo: people who do not exist, one signed agreement and one in talks."""

from kpikit.actions.demo.people import DemoUser
from kpikit.actions.demo.seed import Demo, seed

__all__ = ["Demo", "DemoUser", "seed"]
