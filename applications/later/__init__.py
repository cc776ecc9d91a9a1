"""Changes, copies and successions: the screens of the company and of the office."""
