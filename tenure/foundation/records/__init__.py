"""What every table has: a public identifier, a change count, a sensitivity, a retention class."""
