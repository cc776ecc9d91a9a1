"""What an exemption lives through, as screens: checks, orders, hearings, bridges, overlaps."""
