"""The reform ledger: from what was asked to what became law, with the days at every desk."""
