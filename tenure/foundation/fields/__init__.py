"""Fields and tables that HR makes without code, on the records of any domain that offers itself."""
