"""Shows that no acknowledged write is lost or done twice, whatever is killed: ``python -m bench.crash``."""
