"""Who did what, when, why and from where: lines that nobody can take back."""
