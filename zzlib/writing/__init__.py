"""The text of a document: the county's wording, what the writer keeps under `data/drafts/<period>/`, the circular composed of them."""

from zzlib.writing.draft import Draft, DraftLine, DraftParagraph, Request, draft_text, parse_draft
from zzlib.writing.follow_up import RequestOutcome, follow_up_text, outcomes, thread_text, told_not_reached
from zzlib.writing.keeping import DraftError, Writing, newest_draft, read_writing, save_draft, with_state
from zzlib.writing.rendering import Remark, Rendered, Renderer, remarks
from zzlib.writing.starting import advice_of, starting_draft
from zzlib.writing.stored_views import StoredFigure, StoredView, load_views, remove_view, store_view

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
    "thread_text",
    "told_not_reached",
    "with_state",
]
