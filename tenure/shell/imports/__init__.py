"""The import wizard: bring files, map columns, look at what was found, commit."""
