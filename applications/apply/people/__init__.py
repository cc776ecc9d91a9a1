"""The people of a company: members, invitations, agents with a power of attorney, and whom an agent serves."""
