"""The trade-flow strategy of bench/run backtest-nautilus in nautilus_trader, on the quotes and trades that the benchmark writes.

Arguments: a file of int64 rows (kind, time ns, tick, lots, tick, lots): kind 0 is a quote (bid, ask), 1 a trade that a
buyer took, 2 one that a seller took; number of trades in the sum, threshold in lots, file for the fills. A line on standard input
runs one back-test; the answer is `<processor seconds> <wall seconds> <fills>`. Fills are int64 rows (time, +1 or -1, tick, lots).
Orders are sent on quotes alone: a trade sets both sides of the peer's touch to its price until the next quote.
Only engine.run is timed: making the ticks, the engine and adding the data is not. Checks of the risk engine, logging and the analysis
after the run are off.
"""

import sys
import time
from collections import deque

import nautilus_trader
import numpy as np
from nautilus_trader.backtest.engine import BacktestEngine, BacktestEngineConfig
from nautilus_trader.config import LoggingConfig, RiskEngineConfig
from nautilus_trader.model.currencies import USDT
from nautilus_trader.model.data import QuoteTick, TradeTick
from nautilus_trader.model.enums import AccountType, AggressorSide, OmsType, OrderSide
from nautilus_trader.model.identifiers import TradeId
from nautilus_trader.model.objects import Money, Price, Quantity
from nautilus_trader.test_kit.providers import TestInstrumentProvider
from nautilus_trader.trading.strategy import Strategy

INSTRUMENT = TestInstrumentProvider.btcusdt_perp_binance()
BUYER = AggressorSide.BUYER


class Flow(Strategy):
    def __init__(self, length, threshold, fills):
        super().__init__()
        self.length = length
        self.threshold = threshold
        self.fills = fills
        self.last = deque()
        self.sum = 0
        self.held = 0

    def on_start(self):
        self.subscribe_quote_ticks(INSTRUMENT.id)
        self.subscribe_trade_ticks(INSTRUMENT.id)

    def on_quote_tick(self, tick):
        if self.sum > self.threshold and self.held <= 0:
            self.go(1)
        elif self.sum < -self.threshold and self.held >= 0:
            self.go(-1)

    def on_trade_tick(self, tick):
        lots = round(tick.size.as_double() * 1000)
        signed = lots if tick.aggressor_side == BUYER else -lots
        self.last.append(signed)
        self.sum += signed
        if len(self.last) > self.length:
            self.sum -= self.last.popleft()

    def go(self, side):
        lots = abs(side - self.held)
        order = self.order_factory.market(
            INSTRUMENT.id,
            OrderSide.BUY if side > 0 else OrderSide.SELL,
            Quantity(lots / 1000, 3),
        )
        self.held = side
        self.submit_order(order)

    def on_order_filled(self, event):
        side = 1 if event.order_side == OrderSide.BUY else -1
        tick = round(event.last_px.as_double() * 10)
        lots = round(event.last_qty.as_double() * 1000)
        self.fills.append((event.ts_event, side, tick, lots))

    def on_order_rejected(self, event):
        raise RuntimeError("an order was refused: " + event.reason)


def ticks(path):
    data = []
    for n, row in enumerate(np.fromfile(path, dtype=np.int64).reshape(-1, 6).tolist()):
        kind, ts, tick, lots, tick2, lots2 = row
        price, size = Price(tick / 10, 1), Quantity(lots / 1000, 3)
        if kind == 0:
            ask, ask_size = Price(tick2 / 10, 1), Quantity(lots2 / 1000, 3)
            data.append(QuoteTick(INSTRUMENT.id, price, ask, size, ask_size, ts, ts))
        else:
            side = BUYER if kind == 1 else AggressorSide.SELLER
            data.append(TradeTick(INSTRUMENT.id, price, size, side, TradeId(str(n)), ts, ts))
    return data


def run(data, length, threshold):
    fills = []
    engine = BacktestEngine(
        BacktestEngineConfig(
            logging=LoggingConfig(bypass_logging=True),
            risk_engine=RiskEngineConfig(bypass=True),
            run_analysis=False,
        )
    )
    engine.add_venue(
        venue=INSTRUMENT.id.venue,
        oms_type=OmsType.NETTING,
        account_type=AccountType.MARGIN,
        base_currency=None,
        starting_balances=[Money(1_000_000, USDT)],
    )
    engine.add_instrument(INSTRUMENT)
    engine.add_data(data, sort=False)
    engine.add_strategy(Flow(length, threshold, fills))
    wall = time.perf_counter()
    start = time.process_time()
    engine.run()
    seconds = time.process_time() - start
    wall = time.perf_counter() - wall
    engine.dispose()
    return fills, seconds, wall


def main():
    path, length, threshold, out = sys.argv[1:]
    data = ticks(path)
    print("ready", len(data), nautilus_trader.__version__, flush=True)
    for _ in sys.stdin:
        fills, seconds, wall = run(data, int(length), int(threshold))
        np.array(fills, dtype=np.int64).tofile(out)
        print(seconds, wall, len(fills), flush=True)


main()
