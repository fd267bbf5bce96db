package io.cryptoscalp.jobs.ticks;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.matching.DepthBook;
import io.cryptoscalp.engine.matching.EquityCurve;
import io.cryptoscalp.engine.matching.EventTape;
import io.cryptoscalp.engine.matching.LatencyModel;
import io.cryptoscalp.engine.matching.TickContext;
import io.cryptoscalp.engine.matching.TickResult;
import io.cryptoscalp.engine.matching.TickStrategy;
import io.cryptoscalp.engine.matching.TickTrial;
import io.cryptoscalp.engine.matching.VenueOptions;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.RunRecord.Curve;
import io.cryptoscalp.engine.performance.RunRecord.Prices;
import io.cryptoscalp.jobs.backtest.ParameterGrid;
import io.cryptoscalp.jobs.backtest.PassPrices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trials on ticks as reports and gates read runs. */
public final class TickRecords {
  private final TickTapes tapes;
  private final double startEquity;
  private final SortedMap<String, String> terms;
  private final List<Instrument> instruments;
  private final List<Prices> prices;
  private final @Nullable Curve benchmark;
  private final double[] lastPrices;

  /**
   * Records of trials over tapes.
   *
   * @param startEquity account currency
   * @param sampleNs distance of the prices, positive ns
   * @param terms what was assumed, by key
   */
  public TickRecords(
      TickTapes tapes, double startEquity, long sampleNs, SortedMap<String, String> terms) {
    this.tapes = tapes;
    this.startEquity = startEquity;
    this.terms = new TreeMap<>(terms);
    this.instruments = tapes.tapes().stream().map(EventTape::instrument).toList();
    this.prices = new ArrayList<>();
    this.lastPrices = new double[instruments.size()];
    for (int i = 0; i < lastPrices.length; i++) {
      Curve curve = middles(tapes.tapes().get(i), sampleNs);
      prices.add(new Prices(instruments.get(i).id(), curve));
      lastPrices[i] = curve.value().length == 0 ? 0 : curve.value()[curve.value().length - 1];
    }
    benchmark = PassPrices.held(prices);
  }

  /** Middle of the touch over time, as a trial that only looks on sees it. */
  private static Curve middles(EventTape tape, long sampleNs) {
    Watcher watcher = new Watcher(sampleNs);
    VenueOptions options = VenueOptions.standard(LatencyModel.constant(0, 0));
    new TickTrial(List.of(tape), List.of(options), 1, 0).run(watcher);
    return new Curve(
        Arrays.copyOf(watcher.times, watcher.size), Arrays.copyOf(watcher.values, watcher.size));
  }

  /** A trial as a record. */
  public RunRecord of(String runId, String strategy, ParameterGrid.Point point, TickResult result) {
    EquityCurve curve = result.curve();
    long[] times = new long[curve.size()];
    double[] values = new double[curve.size()];
    for (int i = 0; i < times.length; i++) {
      times[i] = curve.timeNs(i);
      values[i] = curve.equity(i);
    }
    long from = tapes.tapes().stream().mapToLong(EventTape::startNs).min().orElse(0);
    return new RunRecord(
        runId,
        strategy,
        RunRecord.Kind.BACKTEST,
        configuration(point),
        tapes.dataHash(),
        "quote",
        from,
        Math.max(from, result.endNs()),
        startEquity,
        new Curve(times, values),
        benchmark,
        TickTrades.of(result, instruments, lastPrices),
        prices,
        List.of());
  }

  /** Terms and parameters by key. */
  public SortedMap<String, String> configuration(ParameterGrid.Point point) {
    SortedMap<String, String> keys = new TreeMap<>(terms);
    point
        .parameters()
        .values()
        .forEach((name, value) -> keys.put("parameter." + name, ParameterGrid.text(value)));
    return keys;
  }

  /** Notes the middle of the touch at equal distances. */
  private static final class Watcher implements TickStrategy {
    private final long everyNs;
    private long[] times = new long[256];
    private double[] values = new double[256];
    private int size;

    Watcher(long everyNs) {
      this.everyNs = everyNs;
    }

    @Override
    public void onStart(TickContext context) {
      context.schedule((Math.floorDiv(context.nowNs(), everyNs) + 1) * everyNs);
    }

    @Override
    public void onTimer(TickContext context) {
      note(context);
      context.schedule(context.nowNs() + everyNs);
    }

    @Override
    public void onEnd(TickContext context) {
      note(context);
    }

    private void note(TickContext context) {
      DepthBook book = context.book(0);
      if (!book.isTwoSided()) {
        return;
      }
      if (size == times.length) {
        times = Arrays.copyOf(times, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      Instrument instrument = context.instrument(0);
      times[size] = context.nowNs();
      values[size++] = (instrument.price(book.bidPrice()) + instrument.price(book.askPrice())) / 2;
    }
  }
}
