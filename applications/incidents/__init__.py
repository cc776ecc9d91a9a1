"""Incidents and complaints: reported by the holder, the office or anybody, followed up to a lesson."""
