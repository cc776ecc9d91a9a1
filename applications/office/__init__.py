"""The office's side of applications: work, lists, case pages and the forms of steps."""
