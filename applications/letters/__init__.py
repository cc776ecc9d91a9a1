"""Letters: what they say, how they are numbered, kept as files, delivered, and appealed against."""
