"""`zz explain --sentences` and `--sentence N`: the circular's sentences by number, and the cells behind one of them."""

from typing import TYPE_CHECKING, Any

import typer

from zzlib.cli.output import say, say_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zzlib.ledger import Ledger
    from zzlib.report import Circular
    from zzlib.writing.text import CircularSentence


def list_sentences(ledger: "Ledger", as_json: bool) -> int:
    """List the circular's sentences with their numbers and figures."""
    circular = _circular(ledger)
    if as_json:
        say_json({"sentences": [_entry(sentence) for sentence in circular.sentences()]})
        return 0
    for section in circular.sections:
        say(section.heading)
        for paragraph in section.paragraphs:
            _list(paragraph.sentences)
    if circular.notes:
        say("附件1的注")
        _list(circular.notes)
    return 0


def _list(sentences: "Iterable[CircularSentence]") -> None:
    for sentence in sentences:
        figures = "、".join(_name(figure) for figure in sentence.figures)
        say(f"{sentence.number:>4}  {sentence.text}" + (f"　［{figures}］" if figures else ""))


def explain_sentence(ledger: "Ledger", number: int, as_json: bool) -> int:
    """List the cells behind every figure of a sentence."""
    from zzlib.cli.texts import explanation_text
    from zzlib.indicators import Explainer

    found = {sentence.number: sentence for sentence in _circular(ledger).sentences()}
    if number not in found:
        raise typer.BadParameter(f"没有第{number}句，通报共{len(found)}句；句子用 --sentences 列出")
    explainer = Explainer(ledger)
    explanations = [explainer.explain(*figure) for figure in found[number].figures]
    if as_json:
        say_json(_entry(found[number]) | {"figures": [explanation.to_json() for explanation in explanations]})
        return 0
    say(f"第{number}句：{found[number].text}")
    for explanation in explanations:
        say("")
        say(explanation_text(explanation))
    if not explanations:
        say("这句话里没有指标")
    return 0


def _circular(ledger: "Ledger") -> "Circular":
    from zzlib.indicators import measured
    from zzlib.report import compose
    from zzlib.writing import read_writing

    workspace = ledger.workspace
    return compose(measured(ledger), workspace.templates_dir, read_writing(workspace, ledger.period))


def _entry(sentence: "CircularSentence") -> dict[str, Any]:
    figures = [{"figure": figure, "scope": scope} for figure, scope in sentence.figures]
    return {"sentence": sentence.number, "text": sentence.text, "figures": figures}


def _name(figure: tuple[str, str]) -> str:
    name, scope = figure
    return name if scope == "county" else f"{name}|{scope}"
