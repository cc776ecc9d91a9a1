"""The parts of `compile_reference`: one module per shipped table."""
