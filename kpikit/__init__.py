"""kpikit: contract and KPI toolkit for the dialogue about shared decision making."""

__version__ = "0.1.0"
