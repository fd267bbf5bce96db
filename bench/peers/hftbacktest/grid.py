"""The grid of bench/run backtest-ticks in hftbacktest, on the tape that the benchmark writes.

Reads lines `<hash|vector> <queue> <whole|partial> <file> <entry ns> <response ns> <grid> <lots> <limit>`
from standard input, runs one back-test a line and answers `<seconds> <rows> <code>`; the rows lie in the
file as int64, the code is what the last step returned (1 at the end of the tape). Whole fills are told one by one (venue time, +1 or -1, price tick, lots). Of partial ones a
strategy is shown the last of an order only, so there it is the state values at each step (time,
position, balance, trades, volume, value; in lots and ticks). Seconds are processor time of the thread
that runs; compiling and loading are not part of them.
"""

import sys
import time

import numpy as np
from hftbacktest import (
    BUY,
    EXCH_EVENT,
    FILLED,
    GTX,
    LIMIT,
    LOCAL_EVENT,
    BacktestAsset,
    HashMapMarketDepthBacktest,
    ROIVectorMarketDepthBacktest,
    event_dtype,
)
from hftbacktest.data.validation import correct_event_order
from numba import njit

INTERVAL_NS = 100_000_000


@njit
def trade(hbt, grid, quantity, lot, limit, fills, states):
    count = 0
    steps = 0
    code = 0
    while code == 0:
        code = hbt.elapse(INTERVAL_NS)
        running = code == 0
        if running and len(states) > 0:
            known = hbt.state_values(0)
            worth = lot * hbt.depth(0).tick_size
            states[steps, 0] = hbt.current_timestamp
            states[steps, 1] = round(known.position / lot)
            states[steps, 2] = round(known.balance / worth)
            states[steps, 3] = known.num_trades
            states[steps, 4] = round(known.trading_volume / lot)
            states[steps, 5] = round(known.trading_value / worth)
            steps += 1
        orders = hbt.orders(0)
        values = orders.values()
        while values.has_next():
            order = values.get()
            if order.status == FILLED:
                fills[count, 0] = order.exch_timestamp
                fills[count, 1] = 1 if order.side == BUY else -1
                fills[count, 2] = order.exec_price_tick
                fills[count, 3] = round(order.exec_qty / lot)
                count += 1
        hbt.clear_inactive_orders(0)
        if not running:
            break
        depth = hbt.depth(0)
        bid = depth.best_bid_tick
        ask = depth.best_ask_tick
        if bid <= 0 or ask >= 2**40:
            continue
        held = round(hbt.position(0) / lot)
        bids = grid if held < limit else 0
        asks = grid if held > -limit else 0
        values = orders.values()
        while values.has_next():
            order = values.get()
            tick = order.price_tick
            if order.side == BUY:
                wanted = bid - bids < tick <= bid
            else:
                wanted = ask <= tick < ask + asks
            if not wanted and order.cancellable:
                hbt.cancel(0, order.order_id, False)
        for i in range(bids):
            tick = bid - i
            if (tick * 2) not in orders:
                hbt.submit_buy_order(0, tick * 2, tick * depth.tick_size, quantity, GTX, LIMIT, False)
        for i in range(asks):
            tick = ask + i
            if (tick * 2 + 1) not in orders:
                hbt.submit_sell_order(0, tick * 2 + 1, tick * depth.tick_size, quantity, GTX, LIMIT, False)
    return count, steps, code


def load(path):
    rows = np.fromfile(path, dtype=event_dtype)
    by_venue = np.argsort(rows["exch_ts"], kind="stable")
    by_local = np.argsort(rows["local_ts"], kind="stable")
    return correct_event_order(rows, by_venue, by_local)


def asset(data, tick, lot, queue, fills, entry, response, span):
    a = BacktestAsset().data(data).linear_asset(1.0).constant_order_latency(entry, response)
    a = a.tick_size(tick).lot_size(lot).last_trades_capacity(0).trading_value_fee_model(0.0002, 0.0004)
    if queue == "risk-averse":
        a = a.risk_adverse_queue_model()
    elif queue == "log":
        a = a.log_prob_queue_model()
    else:
        a = a.power_prob_queue_model(float(queue.split("-")[1]))
    if span is not None:
        a = a.roi_lb(span[0]).roi_ub(span[1])
    return a.no_partial_fill_exchange() if fills == "whole" else a.partial_fill_exchange()


def main():
    path, tick, lot = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
    data = load(path)
    both = EXCH_EVENT | LOCAL_EVENT
    print("ready", len(data), int(np.sum(data["ev"] & both == both)), flush=True)
    near = data["px"][data["px"] > 0]
    span = (float(np.median(near)) * 0.9, float(np.median(near)) * 1.1)
    out = np.zeros((5_000_000, 4), dtype=np.int64)
    seen = np.zeros((1_000_000, 6), dtype=np.int64)
    for line in sys.stdin:
        depth, queue, fills, file, entry, response, grid, lots, limit = line.split()
        roi = depth == "vector"
        a = asset(data, tick, lot, queue, fills, int(entry), int(response), span if roi else None)
        hbt = (ROIVectorMarketDepthBacktest if roi else HashMapMarketDepthBacktest)([a])
        start = time.thread_time()
        states = seen if fills == "partial" else seen[:0]
        count, steps, code = trade(hbt, int(grid), int(lots) * lot, lot, int(limit), out, states)
        seconds = time.thread_time() - start
        hbt.close()
        rows = seen[:steps] if fills == "partial" else out[:count]
        rows.tofile(file)
        print(seconds, len(rows), code, flush=True)


main()
