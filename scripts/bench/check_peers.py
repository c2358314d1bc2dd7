"""Prints one table of the checker and its peers: check_peers.py FOLDER WORK (see scripts/check-peers)

WORK holds what each of them said: `judged` of the example `judge` with --all, and for every cell that
labelled.py prints textlint.json, numexp.json and timex.json, where they are there.
"""

import json
import pathlib
import re
import sys

from check_faults import linted
from check_readings import dated, own_whole, quantified, quotients
from labelled import KINDS, cells, sheets

PRESETS = ["ja-technical-writing", "japanese", "ja-spacing", "jtf-style", "date-weekday-mismatch"]
ROWS = [
    "faults pointed at", *KINDS[1:], "faults with any message in their cells", "look-alikes flagged",
    "messages", "messages at a fault", "quantities: recall", "quantities: precision", "quantities: F1",
    "quantities with their unit: recall", "days of calendar faults read",
]
TALLY = re.compile(r"^\| (\S+) \| (\d+ of \d+) \| .*? \| (\d+ of (\d+)) \| .*? \| (\d+ of \d+) \|$", re.M)
READ = re.compile(r"^all quantities: recall (\d+) of (\d+) .*precision \d+ of (\d+)", re.M)


def own(read, text):
    """The checker's own column: errors and warnings, as the example counts them."""
    column = {}
    for name, found, right, said, flagged in TALLY.findall(text):
        if name in KINDS:
            column[name] = found
        if name == "all":
            column |= {"faults pointed at": found, "messages at a fault": right, "messages": said,
                       "look-alikes flagged": flagged}
    return column | quotients(*map(int, READ.search(text).groups())) | own_whole(read, text)


def told_of(folder, path):
    """What was said of each cell, by sheet and by row and column; nothing where the program was left out."""
    if not path.exists():
        return None
    told = {}
    for cell, said in zip(cells(folder), json.loads(path.read_text("utf-8")), strict=True):
        told.setdefault(cell["sheet"], {})[cell["row"], cell["column"]] = said
    return told


def main():
    folder, work = sys.argv[1], pathlib.Path(sys.argv[2])
    read = sheets(folder)
    columns = {"Sasae": own(read, (work / "judged").read_text("utf-8"))}
    if told := told_of(folder, work / "textlint.json"):
        columns["textlint, all of these:"] = linted(read, told, PRESETS)
        columns |= {preset: linted(read, told, [preset]) for preset in PRESETS}
    if told := told_of(folder, work / "numexp.json"):
        columns["pynormalizenumexp"] = quantified(read, told) | dated(read, told)
    if told := told_of(folder, work / "timex.json"):
        columns["ja-timex"] = dated(read, told)
    print("| | " + " | ".join(columns) + " |\n|" + "---|" * (len(columns) + 1))
    for row in ROWS:
        print(f"| {row} | " + " | ".join(column.get(row, "–") for column in columns.values()) + " |")


main()
