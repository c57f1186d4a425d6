"""Journeys through Tenure in a real browser."""
