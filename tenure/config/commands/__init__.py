"""One module per command of ``tenure``; each offers ``command``."""
