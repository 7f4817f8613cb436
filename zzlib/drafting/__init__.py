"""The words of a document before it is written: what the writer keeps, under `data/drafts/<period>/`."""

from zzlib.drafting.stored_views import StoredFigure, StoredView, load_views, remove_view, store_view

__all__ = ["StoredFigure", "StoredView", "load_views", "remove_view", "store_view"]
