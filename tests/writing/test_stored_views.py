import pytest
from pydantic import ValidationError

from zzlib.writing import StoredFigure, StoredView, load_views, remove_view, store_view
from zzlib.writing.stored_views import StoredViewError, views_dir

RATE = StoredFigure(name="率", figure="conversion_rate", value="0.1231", unit="ratio", text="12.3%")


def a_view(**changes: object) -> StoredView:
    kept = {"name": "转化-政策型", "view": "conversion", "title": "转化", "period": "2013-05", "figures": (RATE,)}
    return StoredView.model_validate(kept | {"sentence": "转化率为{率}。"} | changes)


def test_a_stored_view_comes_back_with_its_picture(county):
    workspace = county.workspace
    file = store_view(workspace, a_view(), b"\x89PNG")
    (kept,) = load_views(workspace, "2013-05")
    assert kept.text() == "转化率为12.3%。"
    assert (file.parent / kept.chart).read_bytes() == b"\x89PNG"
    assert load_views(workspace, "2013-04") == []


def test_the_same_name_replaces_and_nothing_is_left_beside(county):
    workspace = county.workspace
    store_view(workspace, a_view())
    store_view(workspace, a_view(sentence="改后{率}。"))
    assert [view.text() for view in load_views(workspace, "2013-05")] == ["改后12.3%。"]
    remove_view(workspace, "2013-05", "转化-政策型")
    assert list(views_dir(workspace, "2013-05").iterdir()) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"sentence": "共{没有的数}。"}, "没有的数"), ({"name": "../x"}, "名称"), ({"period": "2013-13"}, "2013-13")],
)
def test_what_can_not_be_kept_is_refused_with_its_reason(changes, said):
    with pytest.raises(ValidationError, match=said):
        a_view(**changes)


def test_a_damaged_file_is_named(county):
    workspace = county.workspace
    store_view(workspace, a_view()).write_text("{")
    with pytest.raises(StoredViewError, match=r"转化-政策型\.json"):
        load_views(workspace, "2013-05")
