"""Alderbrook Instruments: an invented company with four years of history, the same at every build."""
