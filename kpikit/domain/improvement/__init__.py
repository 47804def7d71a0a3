"""The local improvement plan: scans of the own team and actions to get better."""
