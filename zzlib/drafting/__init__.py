"""The words of a document before it is written: what the writer keeps, under `data/drafts/<period>/`."""

from zzlib.drafting.draft import Draft, DraftLine, DraftParagraph, Request, draft_text, parse_draft
from zzlib.drafting.follow_up import RequestOutcome, follow_up_text, outcomes
from zzlib.drafting.keeping import DraftError, Writing, newest_draft, read_writing, save_draft, with_state
from zzlib.drafting.rendering import Remark, Rendered, Renderer, remarks
from zzlib.drafting.starting import advice_of, starting_draft
from zzlib.drafting.stored_views import StoredFigure, StoredView, load_views, remove_view, store_view

__all__ = [
    "Draft",
    "DraftError",
    "DraftLine",
    "DraftParagraph",
    "Remark",
    "Rendered",
    "Renderer",
    "Request",
    "RequestOutcome",
    "StoredFigure",
    "StoredView",
    "Writing",
    "advice_of",
    "draft_text",
    "follow_up_text",
    "load_views",
    "newest_draft",
    "outcomes",
    "parse_draft",
    "read_writing",
    "remarks",
    "remove_view",
    "save_draft",
    "starting_draft",
    "store_view",
    "with_state",
]
