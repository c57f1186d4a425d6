"""Bulk change in the browser and for programs: choose rows, say what, look, run, take back."""
