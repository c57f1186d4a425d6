"""A backup: one tar file with the database, the files, and a manifest that proves both."""
