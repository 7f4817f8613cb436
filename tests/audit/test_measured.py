"""Precision and recall of `wrong` on labelled sentences stay where docs/audit.md says they are."""

import pytest

from tests.audit.measure import examples, measure


@pytest.mark.parametrize(
    ("half", "precision", "recall"),
    [
        ("a", 1.0, 0.95),
        ("b", 1.0, 0.98),
        ("c", 1.0, 1.0),
        ("d", 1.0, 1.0),
        ("e", 1.0, 0.9),
        ("f", 1.0, 0.95),
        ("g", 1.0, 0.96),
        ("h", 1.0, 1.0),
    ],
)
def test_precision_and_recall(half, precision, recall):
    score = measure(half)
    assert score.precision >= precision
    assert round(score.recall, 3) >= recall


def test_there_are_enough_sentences_and_half_are_wrong():
    sentences = examples("a") + examples("b")
    wrong = [example for example in sentences if any(label[1] == "wrong" for label in example["claims"])]
    assert len(sentences) >= 300
    assert len(wrong) >= 0.4 * len(sentences)


@pytest.mark.parametrize("half", "abcdefgh")
def test_labels_state_what_their_sentence_prints(half):
    for example in examples(half):
        for _, _, stated in example["claims"]:
            assert any(said in example["text"] or said == "100%" for said in stated.split("|"))
