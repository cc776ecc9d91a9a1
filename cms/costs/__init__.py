"""The public pages of what a zone costs."""
