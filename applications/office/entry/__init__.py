"""Applications that came on paper or at the counter: a clerk enters them, the original stays the record."""
