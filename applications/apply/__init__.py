"""The company's side (/apply/): ask, answer, report, and see where a case stands."""
