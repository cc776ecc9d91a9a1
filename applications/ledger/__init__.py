"""Once only: what a company told, from where, when, for what, and who used it.

``reading`` answers what is held, ``writing`` is the only way in, ``reuse`` keeps the consent,
``carrying`` offers earlier answers to a new plan, ``uses`` records and counts what a filing used.
"""
