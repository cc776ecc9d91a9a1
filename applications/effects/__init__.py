"""What follows from a step, by machine."""
