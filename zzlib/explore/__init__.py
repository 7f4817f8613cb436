"""Views over the same functions as the documents, with widgets and without."""
