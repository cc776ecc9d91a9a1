"""What a zone costs: recording, reading and pages."""
