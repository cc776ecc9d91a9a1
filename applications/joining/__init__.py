"""Calls that companies join, plans that they propose, and how they wind down when a zone closes."""
