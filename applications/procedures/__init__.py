"""The public pages about procedures: criteria, periods, authorities, and the rules that run."""
