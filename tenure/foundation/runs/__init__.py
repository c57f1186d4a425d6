"""What one run did to the database, and how all of it is taken back."""
