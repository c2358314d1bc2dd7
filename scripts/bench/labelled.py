"""Labelled sheets (crates/checker/sheets/README.md), read as the checker's example `judge` reads them.

    labelled.py FOLDER    prints every cell below the headings as JSON: sheet, year, row, column, text
"""

import csv
import io
import json
import pathlib
import re
import sys
import unicodedata
from dataclasses import dataclass, field

KINDS = ["", "calendar", "arithmetic", "columns", "rows", "words", "people"]


@dataclass
class Label:
    row: int
    column: str
    kind: str
    level: str
    quote: str
    # Other cells in which the same fault shows, by row and column
    also: list = field(default_factory=list)

    @property
    def is_fault(self):
        return self.level in ("error", "warning")


@dataclass
class Quantity:
    row: int
    column: str
    value: float
    unit: str
    quote: str


@dataclass
class Sheet:
    name: str
    year: int | None
    headings: list
    rows: list
    labels: list
    quantities: list

    def columns(self, named):
        """The places of a named column; of two rows of headings the second may stand alone."""
        names = [plain(heading) for heading in self.headings]
        same = [at for at, name in enumerate(names) if name == plain(named)]
        return same or [at for at, name in enumerate(names) if name.endswith(plain(named))]

    def text(self, row, column):
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else []
        return cells[column] if column < len(cells) else ""


def plain(text):
    return "".join(text.split())


def narrow(text):
    return unicodedata.normalize("NFKC", text)


def decoded(path):
    return path.read_text("utf-8-sig") if path.exists() else ""


def table(path):
    lines = [line for line in decoded(path).splitlines() if line and not line.startswith("#")]
    return [[cell.strip() for cell in line.split("\t")] for line in lines[1:]]


def fiscal_year(told):
    found = re.search(r'^year = "?R(\d+)', told, re.M)
    return 2018 + int(found[1]) if found else None


def label(cells, told):
    row, column, kind, level, quote = (cells + [""] * 5)[:5]
    kind = KINDS[int(kind)] if kind.isdigit() and int(kind) < len(KINDS) else kind
    row = int(row) if row.isdigit() else 0
    shows = re.findall(r'"(\d+):([^"]+?) <- (\d+)"', told)
    also = [(int(at), other) for at, other, of in shows if int(of) == row]
    return Label(row, column, kind, level, quote.replace("\\n", "\n"), also)


def headings(lines):
    """Rows of headings as one; a group's name stands for the empty cells after it."""
    joined = [""] * max(map(len, lines))
    for line in lines:
        group = ""
        for at, cell in enumerate(line):
            group = cell if cell.strip() or line is lines[-1] else group
            joined[at] += group
    return joined


def sheet(path):
    beside = lambda ending: path.with_name(f"{path.stem}.{ending}")
    notes, told = decoded(beside("labels.tsv")), decoded(beside("toml"))
    heads = re.search(r"^# heading rows:\s*(\d+)", notes, re.M)
    heads = int(heads[1]) if heads else 1
    rows = list(csv.reader(io.StringIO(decoded(path), newline="")))
    counted = [cells for cells in table(beside("quantities.tsv")) if len(cells) >= 4]
    quantities = [Quantity(int(row), column, float(value.replace(",", "")), unit, (rest or [""])[0])
                  for row, column, value, unit, *rest in counted]
    return Sheet(path.stem, fiscal_year(told), headings(rows[:heads]), rows[heads:],
                 [label(cells, told) for cells in table(beside("labels.tsv"))], quantities)


def sheets(folder):
    return [sheet(path) for path in sorted(pathlib.Path(folder).glob("*.csv"))]


def cells(folder):
    return [{"sheet": one.name, "year": one.year, "row": row, "column": column, "text": text}
            for one in sheets(folder)
            for row, texts in enumerate(one.rows, start=1) for column, text in enumerate(texts)]


if __name__ == "__main__":
    json.dump(cells(sys.argv[1]), sys.stdout)
