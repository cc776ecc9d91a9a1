"""The staged demo: invented companies and people, made only through the doors of the product."""
