"""Scripts that prepare what the project ships; none of them runs in production."""
