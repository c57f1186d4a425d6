"""Breaks a running Tenure in every way that a machine can, and counts: ``python -m bench.faults``."""
