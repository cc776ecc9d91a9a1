"""How long a case file is kept, what keeps it longer, and how it is disposed of with a record."""
