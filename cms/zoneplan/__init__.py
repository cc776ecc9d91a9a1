"""What anybody reads of a zone's plan, and how they give opinions and join calls."""
