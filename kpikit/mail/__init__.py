"""Mail that says that a notice waits, and the ways in which it goes.

No word of an agreement is in it: whoever reads along on the way learns nothing of it.
"""
