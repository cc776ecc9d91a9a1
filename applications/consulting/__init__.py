"""Talking before an application, and on it: pages of both sides, guidance, the record of a case."""
