"""The workbook that leaves the building: written safely, read with care, verifiable."""

import os

# openpyxl writes in another way where lxml happens to be installed. The same workbook
# is the same bytes on every machine, so it does without.
os.environ.setdefault("OPENPYXL_LXML", "False")
