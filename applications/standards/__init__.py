"""Standard measures: made from what was proved, published, offered by zones, taken over by companies."""
