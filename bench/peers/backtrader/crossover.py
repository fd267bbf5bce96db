"""The crossover of bench/run backtest-bars in backtrader, on the bars that the benchmark writes.

Arguments: a file of float64 rows (open time in s, open, high, low, close, volume), bars of the fast
and of the slow mean, quantity, taker fee, file for the fills. A line on standard input runs one back-test; the answer is
`<processor seconds> <wall seconds> <fills> <end value>`. Fills are float64 rows (bar, price, quantity). Loading the file is not timed; what backtrader
does with the bars is: cerebro.run with everything loaded and indicators computed at once, which is its fastest way.
"""

import sys
import time

import backtrader as bt
import numpy as np


class Bars(bt.feed.DataBase):
    """Bars of an array; times are numbers already, so that no date is parsed."""

    params = (("rows", None),)

    def start(self):
        super().start()
        self.at = 0
        self.list = self.p.rows

    def _load(self):
        if self.at >= len(self.list):
            return False
        row = self.list[self.at]
        self.at += 1
        lines = self.lines
        lines.datetime[0] = row[0]
        lines.open[0] = row[1]
        lines.high[0] = row[2]
        lines.low[0] = row[3]
        lines.close[0] = row[4]
        lines.volume[0] = row[5]
        lines.openinterest[0] = 0.0
        return True


class Crossover(bt.Strategy):
    params = (("fast", 10), ("slow", 30), ("quantity", 1.0), ("fills", None))

    def __init__(self):
        fast = bt.indicators.SimpleMovingAverage(self.data.close, period=self.p.fast)
        slow = bt.indicators.SimpleMovingAverage(self.data.close, period=self.p.slow)
        self.cross = bt.indicators.CrossOver(fast, slow)

    def next(self):
        if self.cross[0] > 0 and self.position.size <= 0:
            self.buy(size=self.p.quantity - self.position.size)
        elif self.cross[0] < 0 and self.position.size >= 0:
            self.sell(size=self.p.quantity + self.position.size)

    def notify_order(self, order):
        if order.status == order.Completed:
            done = order.executed
            self.p.fills.append((len(self) - 1, done.price, done.size))
        elif order.status in (order.Margin, order.Rejected):
            raise RuntimeError("an order was refused")


def run(rows, fast, slow, quantity, fee):
    fills = []
    cerebro = bt.Cerebro(stdstats=False)
    cerebro.broker.setcash(1e9)
    cerebro.broker.setcommission(commission=fee, leverage=10.0)
    cerebro.adddata(Bars(rows=rows))
    cerebro.addstrategy(Crossover, fast=fast, slow=slow, quantity=quantity, fills=fills)
    cerebro.run(runonce=True, preload=True)
    return fills, cerebro.broker.getvalue()


def main():
    path, fast, slow, quantity, fee, out = sys.argv[1:]
    values = np.fromfile(path, dtype=np.float64).reshape(-1, 6)
    values[:, 0] = values[:, 0] / 86400.0 + 719163.0
    rows = [tuple(row) for row in values.tolist()]
    print("ready", len(rows), bt.__version__, flush=True)
    for _ in sys.stdin:
        wall = time.perf_counter()
        start = time.thread_time()
        fills, value = run(rows, int(fast), int(slow), float(quantity), float(fee))
        seconds = time.thread_time() - start
        wall = time.perf_counter() - wall
        np.array(fills, dtype=np.float64).tofile(out)
        print(seconds, wall, len(fills), repr(value), flush=True)


main()
