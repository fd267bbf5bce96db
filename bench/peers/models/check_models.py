"""Recomputes what `train all` reports, with scikit-learn, ONNX Runtime for Python and onnx's reference evaluator.

usage: check_models.py REPORT_FOLDER [REGISTRY]

Reads predictions.csv.gz, quantile-predictions.csv.gz, evaluation.json and costs.json of the folder, as far as they are there, and with a
registry (a folder) the files of all its versions; ends with 1 when anything differs.
"""
import csv
import glob
import gzip
import json
import os
import sys
from collections import defaultdict

import numpy as np
import onnxruntime
from onnx import load
from onnx.reference import ReferenceEvaluator
from sklearn.metrics import brier_score_loss, log_loss, matthews_corrcoef, mean_pinball_loss, roc_auc_score

NS_A_DAY = 86_400_000_000_000


def read(folder):
    rows = defaultdict(lambda: defaultdict(list))
    with gzip.open(os.path.join(folder, "predictions.csv.gz"), "rt") as lines:
        for row in csv.DictReader(lines):
            of = rows[row["contender"]]
            for name in ("time_ns", "label_time_ns", "up", "side", "fold"):
                of[name].append(int(row[name]))
            for name in ("probability", "base_rate", "forward_return", "weight"):
                of[name].append(float(row[name]))
            of["instrument"].append(row["instrument"])
    return {id: {name: np.array(values) for name, values in of.items()} for id, of in rows.items()}


def trade(of, cost):
    """Trades without overlap, one instrument after the other; returns net of each trade by exit day."""
    net, exits = [], []
    for instrument in np.unique(of["instrument"]):
        own = np.flatnonzero(of["instrument"] == instrument)
        free = -1
        for i in own[np.argsort(of["time_ns"][own], kind="stable")]:
            if of["side"][i] != 0 and of["time_ns"][i] >= free:
                net.append(of["side"][i] * of["forward_return"][i] - cost)
                exits.append(of["label_time_ns"][i])
                free = of["label_time_ns"][i]
    return np.array(net), np.array(exits, dtype=np.int64)


def jackknife_auc(of, cluster_ns):
    """Standard error by leaving out one stretch of time after the other."""
    cluster = of["time_ns"] // cluster_ns
    values = []
    for id in np.unique(cluster):
        kept = cluster != id
        values.append(roc_auc_score(of["up"][kept], of["probability"][kept]))
    values = np.array(values)
    return np.sqrt((len(values) - 1) * np.mean((values - values.mean()) ** 2))


class Check:
    def __init__(self):
        self.failed = 0
        self.worst = 0.0

    def close(self, what, got, expected, tolerance):
        off = abs(got - expected)
        self.worst = max(self.worst, off / tolerance)
        if not off <= tolerance:
            self.failed += 1
            print(f"DIFFERS {what}: {got} against {expected}")


def metrics(check, contender, of, options):
    id, reported = contender["id"], contender["metrics"]
    up, p = of["up"], of["probability"]
    check.close(f"{id} log loss", log_loss(up, p), reported["log_loss"], 1e-9)
    weighted = log_loss(up, p, sample_weight=of["weight"])
    check.close(f"{id} weighted log loss", weighted, reported["weighted_log_loss"], 1e-9)
    check.close(f"{id} Brier", brier_score_loss(up, p), reported["brier"], 1e-9)
    check.close(f"{id} AUC", roc_auc_score(up, p), reported["auc"], 1e-9)
    said = (p >= of["base_rate"]).astype(int)
    check.close(f"{id} MCC", matthews_corrcoef(up, said), reported["mcc_at_base_rate"], 1e-9)
    check.close(f"{id} MCC at 0.5", matthews_corrcoef(up, (p >= 0.5).astype(int)), reported["mcc"], 1e-9)
    error = jackknife_auc(of, int(options["cluster_ns"]))
    check.close(f"{id} AUC error", error / reported["auc_clustered_error"], 1, 0.05)


def trading(check, contender, of, cost):
    id, reported = contender["id"], contender["trading"]
    net, exits = trade(of, cost)
    units = len(np.unique(of["instrument"]))
    check.close(f"{id} trades", len(net), reported["trades"], 0.5)
    check.close(f"{id} net", net.sum() / units, reported["net"], 1e-9)
    first, last = of["time_ns"].min() // NS_A_DAY, of["label_time_ns"].max() // NS_A_DAY
    daily = np.zeros(last - first + 1)
    np.add.at(daily, exits // NS_A_DAY - first, net / units)
    if len(net):
        sharpe = daily.mean() / daily.std(ddof=1) * np.sqrt(365)
        check.close(f"{id} Sharpe", sharpe, reported["sharpe"], 1e-6)


def scored(check, name, folder):
    """Golden rows of any family: flat rows of all inputs, one after the other."""
    model = os.path.join(folder, "model.onnx")
    with open(os.path.join(folder, "golden.json")) as file:
        golden = json.load(file)
    file = load(model)
    shapes = {i.name: [d.dim_value for d in i.type.tensor_type.shape.dim] for i in file.graph.input}
    rows = np.array(golden["inputs"], dtype=np.float32)
    inputs, at = {}, 0
    for input in ("features", "sequence", "regime", "neighbours", "edges", "position", "image"):
        if input in shapes:
            width = int(np.prod(shapes[input][1:]))
            inputs[input] = rows[:, at : at + width].reshape([len(rows)] + shapes[input][1:])
            at += width
    check.close(f"{name} columns", at, rows.shape[1], 0.5)
    expected = np.array(golden["outputs"])
    runtime = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    worst = {}
    for engine, answer in (
        ("onnxruntime", runtime.run(None, inputs)[0]),
        ("onnx reference", ReferenceEvaluator(file).run(None, inputs)[0]),
    ):
        worst[engine] = float(np.abs(answer.reshape(-1) - expected).max())
        check.close(f"{name} by {engine}", worst[engine], 0, 1e-5)
    print(f"{name}: {len(rows)} golden rows, largest difference {worst}")


def quantiles(check, folder, evaluation, cost):
    """Losses, coverage, the chance of a rise and its trades of every horizon."""
    levels = evaluation["levels"]
    with gzip.open(os.path.join(folder, "quantile-predictions.csv.gz"), "rt") as lines:
        rows = [row for row in csv.DictReader(lines) if row["return"] != ""]
    for reported in evaluation["horizons"]:
        horizon = reported["horizon_ns"]
        own = [row for row in rows if int(row["horizon_ns"]) == horizon]
        y = np.array([float(row["return"]) for row in own])
        minutes = horizon // 60_000_000_000
        check.close(f"{minutes} min, returns", len(own), reported["returns"], 0.5)
        forecasts = {}
        for prefix, name in (("q_", "pinball"), ("naive_", "naive_pinball")):
            of = np.array([[float(row[prefix + str(level)]) for level in levels] for row in own])
            losses = [mean_pinball_loss(y, of[:, i], alpha=level) for i, level in enumerate(levels)]
            check.close(f"{minutes} min, {name}", np.mean(losses), reported[name], 1e-9)
            forecasts[prefix] = of
        of = forecasts["q_"]
        check.close(f"{minutes} min, crossings", (np.diff(of, axis=1) < 0).sum(), 0, 0.5)
        for low, interval in enumerate(reported["intervals"]):
            inside = (y >= of[:, low]) & (y <= of[:, -1 - low])
            check.close(f"{minutes} min, coverage", inside.mean(), interval["coverage"], 1e-9)
        moved = y != 0
        chance = np.array([1 - np.interp(0, row, levels) for row in of])[moved]
        check.close(f"{minutes} min, AUC", roc_auc_score(y[moved] > 0, chance), reported["direction"]["auc"], 1e-5)
        traded = {
            "instrument": np.array([row["instrument"] for row in own]),
            "time_ns": np.array([int(row["time_ns"]) for row in own]),
            "label_time_ns": np.array([int(row["time_ns"]) + horizon for row in own]),
            "side": np.array([int(row["side"]) for row in own]),
            "forward_return": y,
        }
        net, _ = trade(traded, cost)
        units = len(np.unique(traded["instrument"]))
        check.close(f"{minutes} min, trades", len(net), reported["trading"]["trades"], 0.5)
        check.close(f"{minutes} min, net", net.sum() / units, reported["trading"]["net"], 1e-6)
    print(f"{len(evaluation['horizons'])} horizons of quantiles recomputed")


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "evaluation.json")) as file:
        evaluation = json.load(file)
    check = Check()
    options = evaluation.get("options") or evaluation["quantile"]["options"]
    cost = 2 * (float(options["taker_fee"]) + float(options["slippage"])) + float(options["spread"])
    if "contenders" in evaluation:
        rows = read(folder)
        for contender in evaluation["contenders"]:
            of = rows[contender["id"]]
            metrics(check, contender, of, options)
            trading(check, contender, of, cost)
        print(f"{len(evaluation['contenders'])} contenders of {evaluation['examples']} examples recomputed")
        with open(os.path.join(folder, "costs.json")) as file:
            for family in json.load(file)["families"]:
                scored(check, family["family"], family["folder"])
    if "quantile" in evaluation:
        quantiles(check, folder, evaluation["quantile"], cost)
    if len(sys.argv) > 2:
        for version in sorted(glob.glob(os.path.join(sys.argv[2], "*", "*", "model.onnx"))):
            where = os.path.dirname(version)
            scored(check, os.path.relpath(where, sys.argv[2]), where)
    print(f"{check.failed} differences; the largest is {check.worst:.3g} of what is allowed")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
