"""Holds the JSON of `cryptoscalp report` on a CSV of daily returns to QuantStats and empyrical.

compare_performance.py RETURNS.csv FIGURES.json; ends with 1 when a figure differs by more than 1e-9.
"""

import json
import math
import sys

import pandas as pd

from peer_figures import figures


def main():
    table = pd.read_csv(sys.argv[1], index_col="time", parse_dates=True)
    table.index = table.index.tz_localize(None)
    benchmark = table["benchmark"] if "benchmark" in table else None
    peer = figures(table["return"], benchmark)
    with open(sys.argv[2], encoding="utf-8") as source:
        own = json.load(source)["metrics"]
    wrong = 0
    for key, expected in peer.items():
        value = own[key]
        if value is None:
            same = not math.isfinite(expected)
        else:
            same = abs(value - expected) <= 1e-9 * max(1, abs(expected))
        if not same:
            wrong += 1
            print(f"{key}: {value} expected {expected}")
    print(f"{len(peer) - wrong} of {len(peer)} figures agree")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
