"""Times openpyxl and Sasae on one workbook: reading it, and writing what was read.

openpyxl runs in its normal and in its fast mode (read_only, write_only) and writes bare values;
Sasae reads into rows with places, and writes the official form (wrapped cells, row heights, lists,
print settings). The fastest go of each counts. What Sasae wrote is read back and compared.
"""

import json
import os
import platform
import subprocess
import sys
import time

from openpyxl import Workbook, load_workbook
from openpyxl import __version__ as version

from table import HEAD, rows

ROWS = 10_000


def write(path, table, fast):
    book = Workbook(write_only=fast)
    sheet = book.create_sheet() if fast else book.active
    sheet.append(HEAD)
    for row in table:
        sheet.append(row)
    book.save(path)


def read(path, fast):
    book = load_workbook(path, read_only=fast, data_only=True)
    table = [row for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()
    return table


def fastest(goes, work):
    best, result = None, None
    for _ in range(goes):
        result = None
        start = time.perf_counter()
        result = work()
        seconds = time.perf_counter() - start
        best = seconds if best is None else min(best, seconds)
    return best, result


def compare(table, path):
    """Every cell of the table stands in the workbook that Sasae wrote, in its row and column."""
    found = read(path, True)
    head = next(at for at, row in enumerate(found) if HEAD[0] in row)
    first = found[head].index(HEAD[0])
    told = [row[first:first + len(HEAD)] for row in found[head + 1:] if row[first + 1] is not None]
    assert len(told) == len(table), (len(told), len(table))
    for mine, theirs in zip(told, table):
        texts = [["" if cell is None else str(cell) for cell in row] for row in (mine, theirs)]
        assert texts[0] == texts[1], texts


def main():
    program, work, goes = sys.argv[1], sys.argv[2], int(sys.argv[3])
    table = list(rows(ROWS))
    book, bare, back = (os.path.join(work, name) for name in ("book.xlsx", "bare.xlsx", "back.xlsx"))
    write(book, table, False)
    took = {}
    for fast in (False, True):
        took["read", fast], found = fastest(goes, lambda: read(book, fast))
        assert [list(row) for row in found[1:]] == table
        del found
        took["write", fast], _ = fastest(goes, lambda: write(bare, table, fast))
    told = json.loads(subprocess.check_output([program, book, back, str(goes)]))
    assert told["rows"] == ROWS
    compare(table, back)

    size = os.path.getsize(book) / 1e6
    print(f"{ROWS:,} rows of {len(HEAD)} columns, {size:.1f} MB; fastest of {goes}; "
          f"{os.cpu_count()} cores; Python {platform.python_version()}, openpyxl {version}")
    for what in ("read", "write"):
        mine = min(told[what])
        print(f"{what:6} Sasae {mine:.3f} s", end="")
        for fast, mode in ((False, "openpyxl"), (True, f"openpyxl {what}_only")):
            seconds = took[what, fast]
            print(f" | {mode} {seconds:.3f} s = {seconds / mine:.1f} times as long", end="")
        print()


main()
