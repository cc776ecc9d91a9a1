"""Folding of Japanese text so that half a word, in any script or width, finds what it names."""

import unicodedata

HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
DROPPED = dict.fromkeys(map(ord, " -‐－・、,"))


def fold(text: str) -> str:
    """Return `text` in one width, one kana script and one case, without spaces and hyphens."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return folded.translate(HIRAGANA_TO_KATAKANA).translate(DROPPED)


def fold_all(*texts: str) -> str:
    """Return several texts folded and kept apart, for one searchable column."""
    return " ".join(filter(None, map(fold, texts)))
