"""Cutting Japanese text into bigrams, for the index and for questions to it.

A run of Japanese becomes its overlapping pairs and its last character: 自動運転 → 自動 動運 運転 転.
A question becomes the pairs of its runs, which must stand side by side: 運転 finds 自動運転. Width,
case and the two kana scripts are folded first: ﾄﾞﾛｰﾝ and どろーん find ドローン.
"""

import re
import unicodedata
from dataclasses import dataclass

from zones.search import HIRAGANA_TO_KATAKANA

JAPANESE = r"[\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
TOKEN = re.compile(rf"(?P<japanese>{JAPANESE})|[^\W_]+?(?={JAPANESE}|[\W_]|$)")


@dataclass(frozen=True)
class Term:
    """Tokens that must stand side by side; ``is_prefix`` when the last may be the start of one."""

    tokens: tuple[str, ...]
    is_prefix: bool = False


def fold(text: str) -> str:
    """Return text in one width, one case and one kana script, its spaces and marks kept."""
    return unicodedata.normalize("NFKC", text).casefold().translate(HIRAGANA_TO_KATAKANA)


def pairs(run: str) -> list[str]:
    """Return the overlapping pairs of a run and its last character."""
    return [run[i : i + 2] for i in range(len(run) - 1)] + [run[-1]]


def for_index(text: str) -> str:
    """Return the tokens of a text, separated by spaces, as the index keeps them."""
    tokens: list[str] = []
    for match in TOKEN.finditer(fold(text)):
        tokens.extend(pairs(match[0]) if match["japanese"] else [match[0]])
    return " ".join(tokens)


def terms_of(text: str, *, last_is_prefix: bool = False) -> list[Term]:
    """Return what a question asks for; empty when it holds neither letters nor digits.

    A single Japanese character stands for every pair that begins with it. ``last_is_prefix`` lets
    the last foreign word be the beginning of one, as suggestions while typing need.
    """
    terms = []
    for match in TOKEN.finditer(fold(text)):
        if match["japanese"] and len(match[0]) > 1:
            terms.append(Term(tuple(pairs(match[0])[:-1])))
        else:
            terms.append(Term((match[0],), is_prefix=bool(match["japanese"])))
    if last_is_prefix and terms and len(terms[-1].tokens) == 1:
        terms[-1] = Term(terms[-1].tokens, is_prefix=True)
    return terms
