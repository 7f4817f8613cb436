"""What the program itself writes into a workbook is read in silence: the hidden key column, and sheets that only tell."""

import io

import openpyxl
import pytest

from zzlib.returns import Extraction, read


def own_form(*, hidden: str, mark: str) -> Extraction:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "月报表"
    sheet.append(["2013年6月争资争项情况月报表"])
    sheet.append(["填报单位：水利局", None, "单位：万元"])
    sheet.append(["项目名称", "项目类型", "到位资金", "项目标识"])
    sheet.append(["甲工程", "政策型", 320, "u02/甲工程"])
    sheet.column_dimensions[hidden].hidden = True
    other = book.create_sheet("说明")
    for row in ([mark], ["项目名称", "项目类型", "到位资金"], ["乙工程", "政策型", 20]):
        other.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return read("a.xlsx", data=buffer.getvalue())


@pytest.mark.parametrize("mark", ["填表说明（本页不用填写，报送时不用删）", "回执（本页由程序写出，报送时不用删）"])
def test_keys_are_read_though_hidden_and_our_own_sheets_are_left_alone_in_silence(mark: str) -> None:
    extraction = own_form(hidden="D", mark=mark)
    assert extraction.issues == ()
    assert [record.fields["project_key"].value for record in extraction.records] == ["u02/甲工程"]


def test_other_hidden_columns_and_other_sheets_are_treated_as_ever() -> None:
    extraction = own_form(hidden="B", mark="填表说明")
    assert "hidden_cells" in [issue.code for issue in extraction.issues]
    assert [record.fields["project_name"].value for record in extraction.records] == ["甲工程", "乙工程"]
