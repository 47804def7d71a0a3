"""The workbook that leaves the building: written safely, read with care, verifiable."""
