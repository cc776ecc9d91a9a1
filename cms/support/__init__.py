"""The public catalogue of support instruments."""
