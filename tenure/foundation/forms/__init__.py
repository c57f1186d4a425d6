"""Forms for facts that have a date, and for records that two people may hold open at once."""
