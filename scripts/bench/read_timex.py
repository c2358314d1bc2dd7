"""Reads cells as JSON and prints what ja-timex reads of each: days and their places."""

import json
import sys

from ja_timex import TimexParser


def known(part):
    return int(part) if part and part.isdigit() else None


def read(reader, text):
    days = []
    for one in reader.parse(text) if text else []:
        parts = [one.parsed.get(f"calendar_{key}") for key in ("year", "month", "day")]
        if one.type == "DATE" and all(parts):
            days.append((*one.span, *map(known, parts)))
    return {"days": days}


reader = TimexParser()
json.dump([read(reader, cell["text"]) for cell in json.load(sys.stdin)], sys.stdout)
