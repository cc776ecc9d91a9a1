"""When somebody leaves an office: everything open goes to a successor on one day (人事異動・引継ぎ)."""
