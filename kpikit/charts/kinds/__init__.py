"""Every chart: one module, one constant ``CHART``."""
