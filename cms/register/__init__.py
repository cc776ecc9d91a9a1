"""The public register: which rule is lifted for whom until when, and what became of it."""
