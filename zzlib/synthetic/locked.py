"""Files that do not open: locked by a password, or stating that they unpack to more than anybody can hold."""

import struct

from zzlib.synthetic.formats.compound import compound_file


def locked_workbook() -> bytes:
    """Give an OLE2 file with streams EncryptionInfo and EncryptedPackage (their content is no real cipher)."""
    package = struct.pack("<Q", 4000) + bytes(i * 89 % 251 for i in range(4088))
    return compound_file({"EncryptionInfo": struct.pack("<HHI", 4, 4, 0x40), "EncryptedPackage": package})


def outsized_workbook(workbook: bytes) -> bytes:
    """Give a workbook whose directory states that its first part unpacks to 1 GB."""
    start = workbook.index(b"PK\x01\x02") if b"PK\x01\x02" in workbook else 0
    return workbook[: start + 24] + struct.pack("<I", 1 << 30) + workbook[start + 28 :]
