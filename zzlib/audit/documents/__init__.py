"""Bytes to blocks: any file becomes paragraphs and tables, in order, with where a person finds them."""
