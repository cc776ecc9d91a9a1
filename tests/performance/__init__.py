"""Measures what the product costs, on PostgreSQL: ``python -m tests.performance [--quick]``."""
