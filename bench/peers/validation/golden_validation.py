"""Writes p-values of the tests of White and Hansen by arch and numpy: golden_validation.py OUT"""

import json
import sys

import numpy as np
from arch.bootstrap import SPA, StationaryBootstrap

DRAWS = 20_000


def cases():
    random = np.random.default_rng(20050101)
    for name, means in [
        ("no skill", [0.0, 0.0, 0.0, 0.0, 0.0]),
        ("some skill among bad ones", [0.05, -0.4, -0.3, 0.0, -0.5]),
        ("one good", [0.0, 0.0, 0.17, 0.0, 0.0]),
    ]:
        common = random.normal(0, 0.5, 300)
        yield name, [np.round(common + random.normal(m, 1, 300), 9) for m in means]


def hansen(d, block):
    """The studentised test in numpy; arch's own compares means that are not studentised."""
    n = len(d)
    mean = d.mean(axis=0)
    draws = StationaryBootstrap(block, d, seed=np.random.default_rng(7))
    means = np.array([x[0][0].mean(axis=0) for x in draws.bootstrap(DRAWS)])
    lags = np.arange(1, n)
    kernel = (1 - lags / n) * (1 - 1 / block) ** lags + lags / n * (1 - 1 / block) ** (n - lags)
    e = d - mean
    cov = np.array([(e[: n - k] * e[k:]).sum(axis=0) / n for k in lags])
    omega = np.sqrt((e**2).sum(axis=0) / n + 2 * (kernel[:, None] * cov).sum(axis=0))
    t = np.sqrt(n) * mean / omega
    top = max(t.max(), 0)
    centres = {
        "lower": np.maximum(mean, 0),
        "consistent": mean * (t >= -np.sqrt(2 * np.log(np.log(n)))),
        "upper": mean,
    }
    return {
        key: np.mean(np.maximum((np.sqrt(n) * (means - c) / omega).max(axis=1), 0) >= top)
        for key, c in centres.items()
    }


def main():
    block = 5
    result = []
    for name, advantages in cases():
        d = np.array(advantages).T
        plain = SPA(
            np.zeros(300), -d, block_size=block, reps=DRAWS, bootstrap="stationary",
            seed=np.random.default_rng(8),
        )
        plain.compute()
        p = hansen(d, block)
        result.append(
            {
                "name": name,
                "block": block,
                "advantages": [a.tolist() for a in advantages],
                "lower": float(p["lower"]),
                "consistent": float(p["consistent"]),
                "upper": float(p["upper"]),
                "realityCheck": float(plain.pvalues["upper"]),
            }
        )
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        json.dump({"cases": result}, out, separators=(",", ":"))
        out.write("\n")


if __name__ == "__main__":
    main()
