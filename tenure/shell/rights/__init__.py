"""Rights that explain themselves: who sees a record, what somebody sees, and by which grant."""
