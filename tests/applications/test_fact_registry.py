"""The registry of facts: what cannot be asked, and when a question is not asked."""

import pytest

from applications import facts
from applications.facts import Condition, Fact, Kind, Operator, Owner, when

YES_NO = (("yes", "はい"), ("no", "いいえ"))
SITE = "sites.1"


def fact(key, kind=Kind.TEXT, **more):
    return Fact(key, key, Owner.PLAN, kind, "p", "b", "r", item=1, **more)


@pytest.mark.parametrize(
    "wrong",
    [
        [fact("a"), fact("a")],
        [fact("a"), Fact("b", "a", Owner.PLAN, Kind.TEXT, "p", "b", "r")],
        [Fact("a", "a", Owner.PLAN, Kind.TEXT, "", "b", "r")],
        [Fact("a", "a", Owner.PLAN, Kind.TEXT, "p", "b", "")],
        [fact("a", Kind.GROUP)],
        [fact("a", columns=(fact("b"),))],
        [fact("a", Kind.CHOICE)],
        [fact("a", shown_if=(when("b", "yes"),)), fact("b", Kind.CHOICE, choices=YES_NO)],
        [fact("a", Kind.CHOICE, choices=YES_NO), fact("b", shown_if=(when("a", "maybe"),))],
        [fact("a", Kind.GROUP, columns=(fact("b"), fact("b")))],
    ],
    ids=[
        "key twice", "question twice", "no purpose", "no retention", "group without columns",
        "columns without group", "choice without codes", "asked later", "unknown answer",
        "column twice",
    ],
)  # fmt: skip
def test_registry_refuses_what_cannot_be_asked(wrong):
    with pytest.raises(ValueError, match=r"\w"):
        facts.check(wrong)


@pytest.mark.parametrize(
    ("operator", "value"),
    [(Operator.IS, ("a",)), (Operator.IN, "a"), (Operator.IS, ""), (Operator.ANSWERED, "a")],
)
def test_condition_outside_the_language_is_refused(operator, value):
    with pytest.raises(ValueError, match=operator):
        Condition("a", operator, value)


@pytest.mark.parametrize(
    ("condition", "answer", "holds"),
    [
        (when("a", "x"), "x", True), (when("a", "x"), "y", False), (when("a", "x"), "", False),
        (when("a", "x", "y"), "y", True), (when("a", "x", "y"), "z", False),
        (when("a"), "z", True), (when("a"), "", False), (when("a"), [], False),
        (Condition("a", Operator.IS_NOT, "x"), "y", True),
        (Condition("a", Operator.IS_NOT, "x"), "x", False),
        (Condition("a", Operator.IS_NOT, "x"), "", False),
    ],
)  # fmt: skip
def test_condition_holds_only_for_its_answer(condition, answer, holds):
    assert condition.holds({"a": answer}) is holds


def test_what_depends_on_an_unasked_question_is_not_asked():
    chain = facts.check(
        [
            fact("a", Kind.CHOICE, choices=YES_NO),
            fact("b", Kind.CHOICE, choices=YES_NO, shown_if=(when("a", "yes"),)),
            fact("c", shown_if=(when("b", "yes"),)),
        ]
    )
    assert facts.asked(chain, {"a": "no", "b": "yes"}) == {"a"}
    assert facts.asked(chain, {"a": "yes", "b": "yes"}) == {"a", "b", "c"}
