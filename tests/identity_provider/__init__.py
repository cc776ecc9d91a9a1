"""A small identity provider in the shape of gBizID, for tests: a process and a database of its own."""
