"""One change for many rows of a list: looked at first, then run as one, and taken back as one."""
