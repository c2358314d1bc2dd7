"""Reads cells as JSON and prints what pynormalizenumexp reads of each: quantities, days and their places."""

import json
import math
import sys

from pynormalizenumexp.normalize_numexp import NormalizeNumexp

LENGTHS = {"hour": "時間", "minute": "分"}


def bounds(one):
    """The two ends of what it reads as a range."""
    ends = [one["value_lower_bound"], one["value_upper_bound"]]
    return ends[:1] if ends[0] == ends[1] else ends


def known(number):
    return int(number) if math.isfinite(number) else None


def quantities(one):
    if one["type"] == "numerical":
        return [(end, one["counter"]) for end in bounds(one) if math.isfinite(end)]
    if one["type"] == "duration":
        length = one["value_lower_bound"]
        return [(length[key], unit) for key, unit in LENGTHS.items() if math.isfinite(length[key])]
    return []


def days(one):
    if one["type"] != "abstime":
        return []
    place = one["position_start"], one["position_end"]
    return [(*place, *(known(end[key]) for key in ("year", "month", "day"))) for end in bounds(one)]


def read(reader, text):
    found = reader.normalize(text, as_dict=True)
    return {"quantities": [more for one in found for more in quantities(one)],
            "days": [more for one in found for more in days(one)]}


reader = NormalizeNumexp("ja")
json.dump([read(reader, cell["text"]) for cell in json.load(sys.stdin)], sys.stdout)
