"""Says in words what is wrong with a Tenure and how to repair it."""
