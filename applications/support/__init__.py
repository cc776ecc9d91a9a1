"""Support cases: limits, ledger and pages."""
