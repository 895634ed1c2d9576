"""One door for every format: bytes in, a sheet out."""

from __future__ import annotations

from market.imports.csv_sheet import read_sheet
from market.imports.sheets import Sheet


def read_file(content: bytes, filename: str) -> Sheet:
    """Read a file of patents, whatever its format.

    Parameters
    ----------
    content : bytes
        The file; its content alone tells the format.
    filename : str
        Its name, for messages only.

    Raises
    ------
    FileUnreadable
        When nothing of it can be imported, with the reason and what to do.
    """
    return read_sheet(content)
