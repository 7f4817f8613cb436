"""Write laid-out sheets as the kinds of files that units send; the bytes depend on nothing but the content."""

from zzlib.synthetic.formats.files import packed_file

__all__ = ["packed_file"]
