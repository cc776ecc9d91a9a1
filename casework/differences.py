"""Readable differences between two texts: by words, as Japanese has them, and by sentences.

``changes`` gives runs ``(operation, text)`` with operation ``same``, ``added`` or ``removed``, in reading
order; joining what is not ``added`` gives the first text, joining what is not ``removed`` the second.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(
    r"[0-9０-９][0-9０-９,.，．]*|[A-Za-zＡ-Ｚａ-ｚ]+|[ァ-ヶー]+|[一-龠々〆]+|[ぁ-ん]+|\s+|.",
    re.DOTALL,
)
SENTENCE = re.compile(r"[^。\n]*(?:。|\n|$)")
ALIKE = 0.5


def words_of(text: str) -> list[str]:
    """Return the words of a text: runs of one script, numbers, and single marks."""
    return WORD.findall(text)


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """Return what was kept, removed and added, in reading order."""
    old, new = words_of(before), words_of(after)
    runs: list[tuple[str, str]] = []
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            runs.append(("same", "".join(old[a:b])))
            continue
        if b > a:
            runs.append(("removed", "".join(old[a:b])))
        if d > c:
            runs.append(("added", "".join(new[c:d])))
    return runs


@dataclass(frozen=True)
class Limb:
    """One sentence asked and what became of it: kept, changed, cut, or added."""

    asked: str
    granted: str
    fate: str

    @property
    def runs(self) -> list[tuple[str, str]]:
        """Return the difference inside the sentence."""
        return changes(self.asked, self.granted)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, without empty ones."""
    return [part.strip() for part in SENTENCE.findall(text) if part.strip()]


def limbs(asked: str, granted: str) -> list[Limb]:
    """Return every sentence asked with what was granted of it, then what was added, in order."""
    old, new = sentences(asked), sentences(granted)
    found: list[Limb] = []
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            found += [Limb(text, text, "kept") for text in old[a:b]]
        else:
            found += _pair(old[a:b], new[c:d])
    return found


def _pair(old: list[str], new: list[str]) -> list[Limb]:
    left, found = list(new), []
    for text in old:
        likeness = [
            SequenceMatcher(None, words_of(text), words_of(other)).ratio() for other in left
        ]
        best = max(range(len(left)), key=likeness.__getitem__, default=None)
        if best is not None and likeness[best] >= ALIKE:
            found.append(Limb(text, left.pop(best), "changed"))
        else:
            found.append(Limb(text, "", "cut"))
    return found + [Limb("", text, "added") for text in left]
