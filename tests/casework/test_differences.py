"""Differences between texts: nothing is lost, nothing invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.differences import changes, limbs, sentences

TEXT = st.text(alphabet="夜間の飛行をドローン30分。、\nABC ", max_size=60)


@given(TEXT, TEXT)
def test_runs_give_both_texts_back(before, after):
    runs = changes(before, after)
    assert "".join(text for op, text in runs if op != "added") == before
    assert "".join(text for op, text in runs if op != "removed") == after


@given(TEXT, TEXT)
def test_limbs_name_every_sentence_of_both_texts_once(before, after):
    found = limbs(before, after)
    assert sorted(x.asked for x in found if x.asked) == sorted(sentences(before))
    assert sorted(x.granted for x in found if x.granted) == sorted(sentences(after))


def test_words_follow_the_scripts_of_japanese():
    assert changes("夜間に30分以内で配送する。", "昼間に20分以内で配送する。") == [
        ("removed", "夜間"),
        ("added", "昼間"),
        ("same", "に"),
        ("removed", "30"),
        ("added", "20"),
        ("same", "分以内で配送する。"),
    ]


@pytest.mark.parametrize(
    ("asked", "granted", "fates"),
    [
        ("補助者を置かない。夜間も飛ぶ。", "補助者を置かない。夜間も飛ぶ。", ["kept", "kept"]),
        ("補助者を置かない。夜間も飛ぶ。", "補助者を置かない。", ["kept", "cut"]),
        ("夜間も目視外で飛ぶ。", "夜間も目視外で飛ぶ。ただし記録する。", ["kept", "added"]),
        ("夜10時まで目視外で飛行する。", "夜8時まで目視外で飛行する。", ["changed"]),
    ],
)
def test_fate_of_every_sentence_asked(asked, granted, fates):
    assert [limb.fate for limb in limbs(asked, granted)] == fates
