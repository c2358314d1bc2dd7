"""What another program reads of the quantities and days of labelled sheets; see scripts/check-peers."""

import re
from collections import Counter

from check_faults import overlaps, places, share
from labelled import narrow, plain

# Spellings of one unit, and units that are so many of another
SPELT = {"ヶ所": "か所", "カ所": "か所", "ケ所": "か所", "個所": "か所", "箇所": "か所", "名": "人", "才": "歳"}
TIMES = {"千円": (1e3, "円"), "万円": (1e4, "円"), "百万円": (1e6, "円"), "kg": (1e3, "g"), "割": (10, "%")}
DAY = re.compile(r"(?:令和(\d+)年)?(\d+)月(\d+)日|(\d+)/(\d+)")


def unit(written):
    """The usual spelling; a rhythm counts as what it repeats (回/month)."""
    short = narrow(written).split("/")[0]
    return SPELT.get(short, short)


def amount(value, written):
    times, base = TIMES.get(unit(written), (1, unit(written)))
    return value * times, base


def is_same(one, other):
    return one[1] == other[1] and abs(one[0] - other[0]) < 1e-6


def has_unit(quantity):
    """Whether the unit stands in the cell, and not in a heading or another column."""
    own = unit(quantity.unit)
    spellings = [own, *(other for other, usual in SPELT.items() if usual == own)]
    return any(other in narrow(quantity.quote) for other in spellings)


def portion(part, whole):
    return f"{share(part, whole)} = {part / max(whole, 1):.3f}"


def quotients(right, listed, read):
    recall, precision = right / max(listed, 1), right / max(read, 1)
    return {
        "quantities: recall": portion(right, listed),
        "quantities: precision": portion(right, read),
        "quantities: F1": f"{2 * recall * precision / max(recall + precision, 1e-9):.3f}",
    }


def whole(found):
    """Of the quantities whose unit stands in the cell, how many were found."""
    stand = [was_found for quantity, was_found in found if has_unit(quantity)]
    return {"quantities with their unit: recall": portion(sum(stand), len(stand))}


def quantified(sheets, told):
    """What was read in the rows of which every quantity was listed, in the columns that have some."""
    found, read = [], 0
    for sheet in sheets:
        columns = {at for quantity in sheet.quantities for at in sheet.columns(quantity.column)}
        rows = {quantity.row for quantity in sheet.quantities}
        said = {(row, at): told[sheet.name].get((row, at), {"quantities": []}) for row in rows for at in columns}
        left = [(place, amount(*one)) for place, cell in said.items() for one in cell["quantities"]]
        read += len(left)
        for quantity in sheet.quantities:
            cells = [(quantity.row, at) for at in sheet.columns(quantity.column)]
            wanted = amount(quantity.value, quantity.unit)
            fits = [one for one in left if one[0] in cells and is_same(wanted, one[1])]
            found.append((quantity, bool(fits)))
            if fits:
                left.remove(fits[0])
    return quotients(sum(right for _, right in found), len(found), read) | whole(found)


def unread(text):
    """The quantities that the example `judge` tells as not read, by sheet."""
    left, name = Counter(), ""
    for line in text.splitlines():
        name = line[3:] if line.startswith("== ") else name
        if told := re.fullmatch(r"UNREAD (\d+) (.*?): (\S+) ?(.*)", line):
            row, column, value, written = told.groups()
            left[name, int(row), column, float(value), unit(written)] += 1
    return left


def own_whole(sheets, text):
    left, found = unread(text), []
    for sheet in sheets:
        for one in sheet.quantities:
            key = sheet.name, one.row, plain(one.column), one.value, unit(one.unit)
            found.append((one, not left[key]))
            left[key] -= left[key] > 0
    return whole(found)


def days(label):
    """The days that a fault names: year if it stands there, month, day."""
    for era, month, day, month_too, day_too in DAY.findall(narrow(label.quote)):
        yield int(era) + 2018 if era else None, int(month or month_too), int(day or day_too)


def is_read(sheet, told, label, named):
    year, *day = named
    for column in sheet.columns(label.column):
        stands = places(sheet.text(label.row, column), label.quote)
        for start, end, of_year, *other in told.get((label.row, column), {"days": []})["days"]:
            if other == day and year in (None, of_year) and overlaps(start, end, stands):
                return True
    return False


def dated(sheets, told):
    """The faults of the calendar that name days, and of how many every day was read."""
    named = read = 0
    for sheet in sheets:
        for label in sheet.labels:
            wanted = list(days(label)) if label.is_fault and label.kind == "calendar" else []
            named += bool(wanted)
            read += bool(wanted) and all(is_read(sheet, told[sheet.name], label, one) for one in wanted)
    return {"days of calendar faults read": share(read, named)}
