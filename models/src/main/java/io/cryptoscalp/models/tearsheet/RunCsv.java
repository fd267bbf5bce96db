package io.cryptoscalp.models.tearsheet;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeOutcome;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs from CSV with a header. Returns: {@code time,return} and optionally {@code benchmark},
 * simple returns of the periods that end at each time. Trades: {@code
 * instrument,side,entry_time,exit_time,quantity,entry_price,exit_price} and optionally {@code
 * fees,spread,slippage,funding,regime,exit_reason}; the profit is that of the prices. Times are
 * dates, ISO-8601 instants, or whole numbers since the epoch in s, ms, us or ns. The account begins
 * with 100,000.
 */
final class RunCsv {
  private static final double START = 100_000;
  private static final String CURRENCY = "USDT";

  private final String name;
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<String[]> rows = new ArrayList<>();
  private final String hash;

  private RunCsv(String name, byte[] content) {
    this.name = name.substring(0, name.length() - ".csv".length());
    hash = Sha256.hex(content);
    String[] lines = new String(content, StandardCharsets.UTF_8).split("\\R");
    String[] header = lines[0].strip().split(",", -1);
    for (int i = 0; i < header.length; i++) {
      columns.put(header[i].strip(), i);
    }
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        String[] cells = lines[i].split(",", -1);
        if (cells.length != header.length) {
          throw invalid(i + 1, "cells=" + cells.length + " expected=" + header.length);
        }
        rows.add(cells);
      }
    }
    if (rows.isEmpty()) {
      throw invalid(1, "no rows");
    }
  }

  /**
   * Reads it.
   *
   * @throws ModelException {@code RUN_FILE_INVALID}
   */
  static RunRecord read(String name, byte[] content) {
    RunCsv csv = new RunCsv(name, content);
    try {
      if (csv.columns.containsKey("return")) {
        return csv.returns();
      }
      return csv.trades();
    } catch (IllegalArgumentException e) {
      throw new ModelException("RUN_FILE_INVALID", "cause=" + e.getMessage(), e);
    }
  }

  private RunRecord returns() {
    int n = rows.size();
    long[] times = new long[n];
    double[] returns = new double[n];
    double[] benchmark = new double[n];
    boolean compared = columns.containsKey("benchmark");
    double equity = START;
    double held = 1;
    double[] curve = new double[n];
    double[] other = new double[n + 1];
    for (int i = 0; i < n; i++) {
      times[i] = time(i, "time");
      returns[i] = number(i, "return");
      benchmark[i] = compared ? number(i, "benchmark") : 0;
      equity *= 1 + returns[i];
      held *= 1 + benchmark[i];
      curve[i] = equity;
      other[i + 1] = held;
    }
    var unused = new ReturnSeries(times, returns, ReturnSeries.DAYS);
    long[] otherTimes = new long[n + 1];
    System.arraycopy(times, 0, otherTimes, 1, n);
    long before = n > 1 ? times[0] - (times[1] - times[0]) : times[0] - 1;
    otherTimes[0] = before;
    other[0] = 1;
    return run(
        before,
        times[n - 1],
        new RunRecord.Curve(times, curve),
        compared ? new RunRecord.Curve(otherTimes, other) : null,
        List.of());
  }

  private RunRecord trades() {
    List<TradeOutcome> trades = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      double quantity = number(i, "quantity");
      double entry = number(i, "entry_price");
      double exit = number(i, "exit_price");
      Side side = side(i);
      trades.add(
          new TradeOutcome(
              text(i, "instrument"),
              side,
              time(i, "entry_time"),
              time(i, "exit_time"),
              quantity,
              entry,
              exit,
              quantity * entry,
              (side == Side.BUY ? 1 : -1) * quantity * (exit - entry),
              optional(i, "fees"),
              optional(i, "spread"),
              optional(i, "slippage"),
              optional(i, "funding"),
              columns.containsKey("regime") ? text(i, "regime") : "",
              columns.containsKey("exit_reason") ? text(i, "exit_reason") : ""));
    }
    trades.sort(Comparator.comparingLong(TradeOutcome::exitNs));
    long from = trades.stream().mapToLong(TradeOutcome::entryNs).min().orElseThrow();
    long[] times = new long[trades.size()];
    double[] curve = new double[trades.size()];
    double equity = START;
    for (int i = 0; i < curve.length; i++) {
      equity += trades.get(i).net();
      times[i] = trades.get(i).exitNs();
      curve[i] = equity;
    }
    return run(from, times[times.length - 1], new RunRecord.Curve(times, curve), null, trades);
  }

  private RunRecord run(
      long from,
      long to,
      RunRecord.Curve equity,
      RunRecord.@Nullable Curve benchmark,
      List<TradeOutcome> trades) {
    return new RunRecord(
        name,
        name,
        RunRecord.Kind.BACKTEST,
        new TreeMap<>(Map.of("source", name + ".csv")),
        hash,
        CURRENCY,
        from,
        to,
        START,
        equity,
        benchmark,
        trades,
        List.of(),
        List.of());
  }

  private String text(int row, String column) {
    Integer at = columns.get(column);
    if (at == null) {
      throw invalid(1, "no column " + column);
    }
    return rows.get(row)[at].strip();
  }

  private double number(int row, String column) {
    String text = text(row, column);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw invalid(row + 2, column + "=" + text + " is no number");
    }
  }

  private double optional(int row, String column) {
    return columns.containsKey(column) ? number(row, column) : 0;
  }

  private Side side(int row) {
    String text = text(row, "side");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "buy", "long" -> Side.BUY;
      case "sell", "short" -> Side.SELL;
      default -> throw invalid(row + 2, "side=" + text + " expected=buy, sell, long or short");
    };
  }

  /** A date is the end of that day, UTC. */
  private long time(int row, String column) {
    String text = text(row, column);
    try {
      if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        long number = Long.parseLong(text);
        long scale = 1;
        for (long limit = 100_000_000_000L; number >= limit * scale && scale < 1_000_000_000L; ) {
          scale *= 1000;
        }
        return Math.multiplyExact(number, 1_000_000_000L / scale);
      }
      if (text.length() == 10) {
        return (LocalDate.parse(text).toEpochDay() + 1) * ReturnSeries.DAY_NS - 1;
      }
      Instant instant = instant(text);
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw invalid(row + 2, column + "=" + text + " is no time");
    }
  }

  /** With or without zone; without is UTC. */
  private static Instant instant(String text) {
    String iso = text.replace(' ', 'T');
    return iso.endsWith("Z") || iso.lastIndexOf('+') > 10
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }

  private static ModelException invalid(int line, String cause) {
    return new ModelException("RUN_FILE_INVALID", "line=" + line + " cause=" + cause);
  }
}
