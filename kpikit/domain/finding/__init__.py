"""Findings: what the results of a KPI say, by the rule agreed beforehand."""
