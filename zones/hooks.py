"""What zones need of the apps above."""

from casework.hooks import Hook

document_kinds = Hook("() -> list[(code, label)]: the kinds of document that can be asked for")
