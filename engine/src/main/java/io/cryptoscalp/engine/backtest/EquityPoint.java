package io.cryptoscalp.engine.backtest;

/**
 * What an account was worth at a moment. Points lie on a grid of receive time; between two points
 * nothing was marked or booked, or the grid's moments in between are left out.
 *
 * @param timeNs moment on the grid, receive time, ns
 * @param equity account currency, at the last marks before the moment
 * @param grossNotional sum of absolute notionals, account currency
 * @param netNotional sum of signed notionals, account currency
 * @param openPositions positions that are not flat
 */
public record EquityPoint(
    long timeNs, double equity, double grossNotional, double netNotional, int openPositions) {}
