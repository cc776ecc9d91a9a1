"""Finding a place to ask: which rule blocks you, which measure lifts it, which zone takes applications."""
