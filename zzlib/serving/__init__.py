"""Pages on this machine alone: which notebooks are served, and what a server and its pages tell each other by their environment.

Nothing here loads a view or reads a table: the pages' kernels do. So `zz serve` and its server begin soon, take little
memory, and end soon.
"""

TOKEN = "ZZ_SERVE_TOKEN"
"""Environment variable by which the server is told the token: never on the command line."""
READ_ONLY = "ZZ_READ_ONLY"
"""Environment variable under which views neither write nor export (`zz serve`)."""
SERVED_PAGE = "ZZ_SERVED"
"""Environment variable of pages that are served: nobody can be asked there, but people read them."""
SOMEBODY_WAITS = "ZZ_OPENING"
"""Environment variable of served pages: a file that is there while somebody waits for one; what an open one works ahead can wait."""

SERVED: dict[str, str] = {
    "explore_conversion.ipynb": "为什么转化少",
    "explore_progress.ipynb": "进度为什么不均",
    "explore_gap.ipynb": "缺口怎么补",
    "explore_items.ipynb": "要办的事，逐月看",
}
"""The notebooks that are served, and how the first page calls them."""
OFFICE: dict[str, str] = {"month.ipynb": "这个月：从收报表到印发", **SERVED}
"""The same for the office, whose pages may write."""
