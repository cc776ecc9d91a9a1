"""What a question asks for: its words, its articles, and what plain words mean in law.

「ドローンで荷物」 is cut where the script changes: ドローン and 荷物. Half of a word suffices (運転 finds
自動運転), in any width or kana script. 第百三十二条の八十六 is the article 132-86. Plain words lead to
terms of law by ``synonyms.csv``, made by this project (編集部).
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zones.search import fold

SYNONYMS = Path(__file__).parent / "synonyms.csv"
RUN = re.compile(r"[\u30a1-\u30faー]+|[\u3400-\u9fff々〆]+|[a-z0-9]+|[\u3041-\u3096ー]+")
HIRAGANA = re.compile(r"[\u3041-\u3096ー]+")
SHORTEST_KANA = 3
DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}
TENS = {"十": 10, "百": 100, "千": 1000}
NUMBER = r"(?:\d+|[〇一二三四五六七八九十百千]+)"
ARTICLE = re.compile(rf"第?({NUMBER})条(?:の({NUMBER}(?:・{NUMBER}(?!条))*))?")
# Words that every measure shares: they find everything, so they find nothing.
COMMON = frozenset(
    map(
        fold,
        [
            "特区",
            "特例",
            "措置",
            "規制",
            "規則",
            "法律",
            "法令",
            "緩和",
            "実証",
            "事業",
            "許可",
            "申請",
            "利用",
            "活用",
            "可能",
            "国家戦略",
            "特別",
            "区域",
        ],
    )
)

Article = tuple[int, int | None]


@dataclass(frozen=True)
class Question:
    """A question taken apart: folded words, articles, and plain word → terms of law (folded)."""

    text: str
    words: tuple[str, ...]
    articles: tuple[Article, ...]
    related: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was asked that could be looked for."""
        return not (self.words or self.articles or self.related)


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Return plain word → terms of law, as written in the table."""
    with SYNONYMS.open(encoding="utf-8") as table:
        return {row["word"]: tuple(row["terms"].split(";")) for row in csv.DictReader(table)}


def number(text: str) -> int:
    """Return a number written in digits or in kanji: 百三十二 is 132."""
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for character in text:
        if character in TENS:
            total, digit = total + (digit or 1) * TENS[character], 0
        else:
            digit = digit * 10 + DIGITS[character]
    return total + digit


def plain(text: str) -> str:
    """Return text in one width and case, its kana as they are."""
    return unicodedata.normalize("NFKC", text).casefold()


def articles_in(text: str) -> list[Article]:
    """Return the articles that a text names; 第132条の85・86 names two."""
    found: list[Article] = []
    for match in ARTICLE.finditer(plain(text)):
        branches = match[2].split("・") if match[2] else [None]
        found += [(number(match[1]), number(b) if b else None) for b in branches]
    return found


def names(article: Article, articles: list[Article]) -> bool:
    """Tell whether an article is among some; one asked without its branch stands for all branches."""
    return any(article[0] == one[0] and article[1] in (None, one[1]) for one in articles)


def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a question, folded, each once; particles and common words left out."""
    runs = RUN.findall(ARTICLE.sub(" ", plain(text)))
    kept = [r for r in runs if not HIRAGANA.fullmatch(r) or len(r) >= SHORTEST_KANA]
    others = [r for r in kept if not HIRAGANA.fullmatch(r)]
    chosen = [fold(r) for r in (others or kept)]
    telling = [w for w in chosen if w not in COMMON and len(w) > 1]
    return tuple(dict.fromkeys(telling or chosen))


def ask(text: str) -> Question:
    """Take a question apart."""
    whole = fold(text)
    related = [
        (word, tuple(map(fold, terms))) for word, terms in synonyms().items() if fold(word) in whole
    ]
    # 「無人バス」 says more than the 「バス」 inside it.
    longest = [
        (word, terms)
        for word, terms in related
        if not any(word != other and word in other for other, _terms in related)
    ]
    return Question(text.strip(), words_in(text), tuple(articles_in(text)), tuple(longest))
