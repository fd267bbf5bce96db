package io.cryptoscalp.jobs.barsim;

import io.cryptoscalp.engine.barsim.BarBacktest;
import io.cryptoscalp.engine.barsim.BarMarket;
import io.cryptoscalp.engine.barsim.BarResult;
import io.cryptoscalp.engine.barsim.BarSeries;
import io.cryptoscalp.engine.barsim.BarTerms;
import io.cryptoscalp.engine.barsim.FundingSeries;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeOutcome;
import io.cryptoscalp.jobs.backtest.ParameterGrid;
import io.cryptoscalp.jobs.backtest.PassPrices;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs on bars as reports and gates read runs. */
public final class BarRecords {
  /** Account currency: that of the prices, which files do not name. */
  public static final String CURRENCY = "quote";

  private final BarBacktest backtest;
  private final String dataHash;
  private final List<RunRecord.Prices> prices;
  private final RunRecord.@Nullable Curve benchmark;

  /** Records of runs over the given bars. */
  public BarRecords(BarBacktest backtest) {
    this.backtest = backtest;
    dataHash = hash(backtest);
    prices = prices(backtest);
    benchmark = PassPrices.held(prices);
  }

  /** Closes of the instruments, one each period of the terms' equity. */
  public static List<RunRecord.Prices> prices(BarBacktest backtest) {
    List<RunRecord.Prices> prices = new ArrayList<>();
    for (BarMarket market : backtest.markets()) {
      BarSeries series = market.series();
      prices.add(
          new RunRecord.Prices(
              series.instrument(), closes(series, backtest.terms().equityPeriodNs())));
    }
    return prices;
  }

  /** Digest of all bars and their funding, hex. */
  public String dataHash() {
    return dataHash;
  }

  /** Digest of all bars, and of funding where there is any, hex. */
  public static String hash(BarBacktest backtest) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (BarMarket market : backtest.markets()) {
        digest.update(market.series().digest().getBytes(StandardCharsets.US_ASCII));
        BarSeries finer = market.finer();
        if (finer != null) {
          digest.update(finer.digest().getBytes(StandardCharsets.US_ASCII));
        }
        addFunding(digest, market.funding());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void addFunding(MessageDigest digest, FundingSeries funding) {
    ByteBuffer row = ByteBuffer.allocate(2 * Long.BYTES);
    for (int i = 0; i < funding.timeNs().length; i++) {
      row.clear();
      digest.update(row.putLong(funding.timeNs()[i]).putDouble(funding.rate()[i]).array());
    }
  }

  /** The last close of each period. */
  private static RunRecord.Curve closes(BarSeries series, long periodNs) {
    long[] times = new long[series.size()];
    double[] values = new double[series.size()];
    int size = 0;
    long period = Long.MIN_VALUE;
    for (int i = 0; i < series.size(); i++) {
      long of = (series.closeNs(i) - 1) / periodNs;
      size += of == period ? 0 : 1;
      period = of;
      times[size - 1] = series.closeNs(i);
      values[size - 1] = series.close(i);
    }
    return new RunRecord.Curve(Arrays.copyOf(times, size), Arrays.copyOf(values, size));
  }

  /** A trial over one stretch. */
  public RunRecord of(String runId, BarTrial trial, BarResult result) {
    return record(
        runId,
        trial,
        RunRecord.Kind.BACKTEST,
        result.fromNs(),
        result.toNs(),
        result.startEquity(),
        result.equity(),
        result.trades(),
        List.of());
  }

  /** Stretches one after the other, each begun with the equity that the one before left. */
  public RunRecord of(String runId, BarTrial trial, List<BarResult> results) {
    List<RunRecord.Window> windows = new ArrayList<>();
    List<TradeOutcome> trades = new ArrayList<>();
    int size = 0;
    for (BarResult result : results) {
      size += result.equity().timeNs().length;
    }
    long[] times = new long[size];
    double[] values = new double[size];
    int at = 0;
    for (BarResult result : results) {
      RunRecord.Curve curve = result.equity();
      System.arraycopy(curve.timeNs(), 0, times, at, curve.timeNs().length);
      System.arraycopy(curve.value(), 0, values, at, curve.value().length);
      at += curve.timeNs().length;
      windows.add(new RunRecord.Window(result.fromNs(), result.toNs()));
      trades.addAll(result.trades());
    }
    return record(
        runId,
        trial,
        RunRecord.Kind.WALK_FORWARD,
        results.get(0).fromNs(),
        results.get(results.size() - 1).toNs(),
        results.get(0).startEquity(),
        new RunRecord.Curve(times, values),
        trades,
        windows);
  }

  private RunRecord record(
      String runId,
      BarTrial trial,
      RunRecord.Kind kind,
      long fromNs,
      long toNs,
      double start,
      RunRecord.Curve equity,
      List<TradeOutcome> trades,
      List<RunRecord.Window> windows) {
    return new RunRecord(
        runId,
        trial.provider().id(),
        kind,
        configuration(trial),
        dataHash,
        CURRENCY,
        fromNs,
        toNs,
        start,
        equity,
        benchmark,
        trades,
        prices,
        windows);
  }

  /** Terms and parameters by key. */
  public SortedMap<String, String> configuration(BarTrial trial) {
    BarTerms terms = backtest.terms();
    SortedMap<String, String> keys = new TreeMap<>();
    trial
        .parameters()
        .values()
        .forEach((name, value) -> keys.put("parameter." + name, ParameterGrid.text(value)));
    keys.put("bars.interval.s", Long.toString(interval() / 1_000_000_000L));
    keys.put("terms.start.equity", ParameterGrid.text(terms.startEquity()));
    keys.put("terms.leverage", ParameterGrid.text(terms.leverage()));
    keys.put("terms.intrabar", terms.rule().name().toLowerCase(Locale.ROOT));
    keys.put("terms.limits", terms.limits().name().toLowerCase(Locale.ROOT));
    keys.put("terms.slippage.ticks", ParameterGrid.text(terms.slippageTicks()));
    keys.put("terms.slippage.bps", ParameterGrid.text(terms.slippageBps()));
    keys.put("terms.volume.share", ParameterGrid.text(terms.volumeShare()));
    keys.put("terms.delay.bars", Integer.toString(terms.delayBars()));
    for (BarMarket market : backtest.markets()) {
      String prefix = "market." + market.series().instrument() + ".";
      keys.put(prefix + "fee.maker", ParameterGrid.text(market.makerFee()));
      keys.put(prefix + "fee.taker", ParameterGrid.text(market.takerFee()));
      keys.put(prefix + "tick", ParameterGrid.text(market.tickSize()));
      BarSeries finer = market.finer();
      if (finer != null) {
        keys.put(prefix + "finer.s", Long.toString(finer.intervalNs() / 1_000_000_000L));
      }
    }
    return keys;
  }

  private long interval() {
    return backtest.markets().get(0).series().intervalNs();
  }
}
