"""Folding of Japanese text, for the search columns of reference data."""

from casework.text import HIRAGANA_TO_KATAKANA, fold, fold_all

__all__ = ["HIRAGANA_TO_KATAKANA", "fold", "fold_all"]
