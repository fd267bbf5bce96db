package io.cryptoscalp.bench.features;

import io.cryptoscalp.bench.input.Inputs;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureEngine;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.state.StateWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the features of one instrument cost: time, allocation, memory, state. */
@Command(name = "features", description = "Time, allocation and size of the feature engine.")
public final class FeatureSpeed implements Runnable {
  /** Twenty-five of all kinds: touch, book, flow, cost, and indicators of several timeframes. */
  public static final List<String> TWENTY_FIVE =
      List.of(
          "spread_bps",
          "microprice_bps",
          "imbalance_l1",
          "imbalance_l5",
          "ofi_l1_1s",
          "ofi_l1_10s",
          "trade_imbalance_1s",
          "trade_imbalance_10s",
          "realised_vol_60s",
          "trade_rate_10s",
          "basis_bps",
          "vpin",
          "ema_dist_21_1s",
          "rsi_14_1s",
          "rsi_14_1m",
          "macd_hist_1m",
          "atr_14_1m",
          "bollinger_b_1m",
          "adx_14_5m",
          "donchian_20_5m",
          "stoch_k_14_5m",
          "rsi_14_1h",
          "linreg_r2_20_1h",
          "yang_zhang_20_1h",
          "mfi_14_15m");

  @Option(names = "--frames", defaultValue = "200000", description = "of each pass")
  private int frames;

  @Option(names = "--instruments", defaultValue = "100", description = "to weigh the heap with")
  private int instruments;

  @Option(names = "--select", description = "one selection in place of the three")
  private List<String> select = new ArrayList<>();

  /** Measures, prints tables, and exits with 0, or 2 for wrong arguments. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new FeatureSpeed()).execute(args));
  }

  @Override
  public void run() {
    System.out.println("input: " + Inputs.describe() + "; BTCUSDT of USD-M");
    System.out.println("a clock reading costs " + clockNs() + " ns, which every figure holds once");
    List<List<String>> selections =
        select.isEmpty()
            ? List.of(TWENTY_FIVE, List.of("@core"), List.of("@all"))
            : List.of(select);
    try {
      for (List<String> selection : selections) {
        measure(selection);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the input cannot be read", e);
    }
  }

  private void measure(List<String> selection) throws IOException {
    Instrument instrument =
        Objects.requireNonNull(InstrumentCatalogue.builtIn().find(Venue.BINANCE_USDM, "BTCUSDT"));
    FeatureOptions options = FeatureOptions.defaults().withSelect(selection);
    FeatureCatalogue catalogue = FeatureCatalogue.of(options);
    SpeedRun.Figures figures = new SpeedRun(instrument, options, catalogue).run(frames);
    System.out.printf(
        Locale.ROOT,
        "%n%d features, %d valid at the end%n%-12s %9s %9s %9s %9s %9s %9s %9s  %s%n",
        figures.features(),
        figures.validFeatures(),
        "ns",
        "count",
        "mean",
        "p50",
        "p90",
        "p99",
        "p99.9",
        "worst",
        "bytes allocated a call");
    row("event", figures.events(), figures.eventBytes());
    row("bar close", figures.closes(), figures.closeBytes());
    row("vector", figures.vectors(), figures.vectorBytes());
    weigh(instrument, options, catalogue);
  }

  private static void row(String name, Histogram ns, double bytes) {
    System.out.printf(
        Locale.ROOT,
        "%-12s %9d %9.0f %9d %9d %9d %9d %9d  %.2f%n",
        name,
        ns.getTotalCount(),
        ns.getMean(),
        ns.getValueAtPercentile(50),
        ns.getValueAtPercentile(90),
        ns.getValueAtPercentile(99),
        ns.getValueAtPercentile(99.9),
        ns.getMaxValue(),
        bytes);
  }

  /** Live heap an instrument with full windows, and the bytes of its state. */
  private void weigh(Instrument instrument, FeatureOptions options, FeatureCatalogue catalogue) {
    long before = usedHeap();
    List<FeatureEngine> engines = new ArrayList<>();
    for (int i = 0; i < instruments; i++) {
      FeatureEngine engine = new FeatureEngine(instrument, options, catalogue);
      Warmth.feed(engine, instrument);
      engines.add(engine);
    }
    long bytes = (usedHeap() - before) / instruments;
    StateWriter out = new StateWriter();
    engines.get(0).write(out);
    System.out.printf(
        Locale.ROOT,
        "heap of an instrument's engine %,d bytes; its state without ticks %,d bytes%n",
        bytes,
        out.length());
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long clockNs() {
    int rounds = 1_000_000;
    long start = System.nanoTime();
    for (int i = 0; i < rounds; i++) {
      System.nanoTime();
    }
    return (System.nanoTime() - start) / rounds;
  }
}
