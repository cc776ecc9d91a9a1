"""What must hold before a step, by machine: no state, no side effects."""
