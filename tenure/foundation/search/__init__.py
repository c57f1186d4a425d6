"""Finds any record by the beginnings of its words; shows nobody what a list would not."""
