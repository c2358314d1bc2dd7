"""At how many labelled faults the messages of another program point; see scripts/check-peers."""

from collections import Counter
from dataclasses import dataclass, field

from labelled import KINDS, plain


def share(part, whole):
    return f"{part} of {whole}"


@dataclass
class Tally:
    faults: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)
    near: int = 0
    alike: int = 0
    flagged: int = 0
    said: int = 0
    right: int = 0

    def column(self):
        kinds = {kind: share(self.found[kind], self.faults[kind]) for kind in KINDS[1:]}
        faults = self.faults.total()
        return kinds | {
            "faults pointed at": share(self.found.total(), faults),
            "faults with any message in their cells": share(self.near, faults),
            "look-alikes flagged": share(self.flagged, self.alike),
            "messages": str(self.said),
            "messages at a fault": share(self.right, self.said),
        }


def places(text, quote):
    """Where the words stand in the text, white space aside."""
    letters = [at for at, letter in enumerate(text) if not letter.isspace()]
    bare, words = plain(text), plain(quote)
    starts = [at for at in range(len(bare)) if words and bare.startswith(words, at)]
    return [(letters[at], letters[at + len(words) - 1] + 1) for at in starts]


def overlaps(start, end, stands):
    return any(start < to and begin < max(end, start + 1) for begin, to in stands)


def pointing(sheet, said, label):
    """The messages in the label's cell whose words overlap the quoted ones, each with its cell."""
    found = set()
    for column in sheet.columns(label.column):
        stands = places(sheet.text(label.row, column), label.quote)
        for message in said.get((label.row, column), []):
            if overlaps(*message[1:], stands):
                found.add((label.row, column, message))
    return found


def is_near(sheet, said, label):
    shows = [(label.row, label.column), *label.also]
    return any(said.get((row, column)) for row, named in shows for column in sheet.columns(named))


def judged(tally, sheet, said):
    used = set()
    for label in filter(lambda label: label.is_fault, sheet.labels):
        by = pointing(sheet, said, label)
        tally.faults[label.kind] += 1
        tally.found[label.kind] += bool(by)
        tally.near += is_near(sheet, said, label)
        used |= by
    for label in filter(lambda label: label.level == "lookalike", sheet.labels):
        tally.alike += 1
        tally.flagged += bool(pointing(sheet, said, label) - used)
    tally.said += sum(map(len, said.values()))
    tally.right += len(used)


def linted(sheets, told, presets):
    """What these presets of textlint say; what two of them say by one rule at one place counts once."""
    tally = Tally()
    for sheet in sheets:
        said = {}
        for place, messages in told[sheet.name].items():
            named = [(rule.split("/"), at) for rule, *at in messages]
            said[place] = {(rule[-1], *at) for rule, at in named if rule[0] in presets}
        judged(tally, sheet, said)
    return tally.column()
