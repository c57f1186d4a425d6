"""Effective-dated rows: change, correct and rescind are three different acts."""
