"""Two tables of one document that tell a figure of one row otherwise: told with both places where the other rows show that they tell the same."""

from zzlib.audit import audit_blocks
from zzlib.audit.documents.blocks import DocumentBlock

FIRST = (
    ("单位", "年度任务", "到位资金"),
    ("水利局", "7400", "3127"),
    ("教育局", "6900", "2694"),
    ("民政局", "3600", "1908"),
)


def told(*second: tuple[str, ...], title: str = "重点单位", over: str = "各单位情况") -> list[tuple[str, str]]:
    blocks = [DocumentBlock(over), DocumentBlock(rows=FIRST), DocumentBlock(title), DocumentBlock(rows=second)]
    claims = [c for c in audit_blocks(blocks) if c.verdict in ("wrong", "doubtful")]
    assert all("表 1 第" in c.message for c in claims)
    return [(str(c.verdict), c.stated) for c in claims]


def test_a_row_that_differs_from_the_other_table_is_told() -> None:
    head = ("单位", "到位资金")
    assert told(head, ("教育局", "2694"), ("水利局", "3172"), ("民政局", "1908")) == [("wrong", "3172")]
    assert told(head, ("教育局", "2694"), ("水利局", "3172")) == [("doubtful", "3172")]
    assert told(head, ("教育局", "2694"), ("水利局", "3127"), ("民政局", "1908")) == []


def test_what_may_be_another_figure_is_let_be() -> None:
    head = ("单位", "到位资金")
    assert told(head, ("教育局", "1694"), ("水利局", "1172"), ("民政局", "908")) == []
    assert told(("单位", "支付资金"), ("教育局", "2694"), ("水利局", "3172"), ("民政局", "1908")) == []
    rows = (head, ("教育局", "2694"), ("水利局", "2972"), ("民政局", "1908"))
    assert told(*rows, title="截至4月底", over="截至5月底") == []
