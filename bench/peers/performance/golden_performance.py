"""Writes what QuantStats and empyrical say of seeded return series: golden_performance.py OUT"""

import json
import sys

import numpy as np

from peer_figures import daily, figures


def series():
    random = np.random.default_rng(20140711)
    fat = random.standard_t(4, 500) * 0.012 + 0.0008
    market = random.standard_t(4, 500) * 0.02
    yield "fat tails beside a market", fat + 0.3 * market, market
    slow = random.normal(0.001, 0.01, 730)
    for i in range(1, len(slow)):
        slow[i] += 0.4 * slow[i - 1]
    yield "autocorrelated, two years", slow, None
    idle = np.where(random.random(250) < 0.6, 0.0, random.normal(0.002, 0.02, 250))
    yield "days without trades", idle, random.normal(0, 0.03, 250)
    yield "losing", random.normal(-0.004, 0.03, 90), None
    yield "short", random.normal(0.002, 0.02, 12), None


def main():
    cases = []
    for name, returns, market in series():
        returns = np.round(returns, 9)
        market = None if market is None else np.round(market, 9)
        peer = figures(daily(returns), None if market is None else daily(market))
        cases.append(
            {
                "name": name,
                "returns": returns.tolist(),
                "benchmark": None if market is None else market.tolist(),
                "figures": peer,
            }
        )
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        json.dump({"cases": cases}, out, separators=(",", ":"))
        out.write("\n")


if __name__ == "__main__":
    main()
