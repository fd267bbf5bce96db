package io.cryptoscalp.bench.backtest;

import io.cryptoscalp.engine.barsim.BarBacktest;
import io.cryptoscalp.engine.barsim.BarExit;
import io.cryptoscalp.engine.barsim.BarFills;
import io.cryptoscalp.engine.barsim.BarMarket;
import io.cryptoscalp.engine.barsim.BarResult;
import io.cryptoscalp.engine.barsim.BarSeries;
import io.cryptoscalp.engine.barsim.BarSeriesBuilder;
import io.cryptoscalp.engine.barsim.BarSpan;
import io.cryptoscalp.engine.barsim.BarTerms;
import io.cryptoscalp.engine.barsim.FundingSeries;
import io.cryptoscalp.engine.barsim.strategies.SmaCrossover;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import io.cryptoscalp.jobs.barsim.BarFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A crossover of moving averages on one-minute bars: bars a second of one thread's processor time,
 * and beside backtrader where its Python is given, fills compared one by one before anything is
 * timed.
 */
@Command(name = "backtest-bars", description = "Backtests on bars, and backtrader beside it.")
public final class BarRace implements Callable<Integer> {
  private static final int WARM_UPS = 5;

  @Option(names = "--candles", required = true, description = "one-minute candles")
  private Path candles = Path.of("");

  @Option(names = "--repeat", defaultValue = "9", description = "times the candles, end to end")
  private int repeat;

  @Option(names = "--rounds", defaultValue = "3", description = "of which the median counts")
  private int rounds;

  @Option(names = "--fast", defaultValue = "10")
  private int fast;

  @Option(names = "--slow", defaultValue = "30")
  private int slow;

  @Option(names = "--python", description = "interpreter that has backtrader")
  private @Nullable Path python;

  /** One fill: the bar's number, price, signed quantity. */
  private record BarFill(int bar, double price, double quantity) {}

  /** Compares, measures, prints; exits with 1 when fills differ. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new BarRace()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    BarSeries series = series();
    System.out.printf(
        Locale.ROOT, "%s, %d gaps; crossover of %d and %d%n", series, series.gaps(), fast, slow);
    Race race = new Race(WARM_UPS, rounds);
    Path interpreter = python;
    if (interpreter == null) {
      race(race, series, null);
      return 0;
    }
    Path rows = Files.createTempFile("bars", ".bin");
    Files.write(rows, bytes(series));
    List<String> arguments =
        List.of(
            Integer.toString(fast),
            Integer.toString(slow),
            "1",
            "0.0005",
            PythonPeer.results(rows).toString());
    try (PythonPeer peer =
        new PythonPeer(interpreter, "backtrader/crossover.py", rows, arguments)) {
      System.out.println("backtrader: " + peer.greeting());
      race(race, series, peer);
    }
    return race.isEqual() ? 0 : 1;
  }

  private BarSeries series() throws IOException {
    BarSeries once =
        BarFiles.read(List.of(candles), Long.MIN_VALUE, Long.MAX_VALUE).values().iterator().next();
    long length = once.closeNs(once.size() - 1) - once.openNs(0);
    BarSeriesBuilder builder = new BarSeriesBuilder(once.instrument());
    for (int times = 0; times < repeat; times++) {
      for (int i = 0; i < once.size(); i++) {
        builder.add(
            once.openNs(i) + times * length,
            once.open(i),
            once.high(i),
            once.low(i),
            once.close(i),
            once.volume(i));
      }
    }
    return builder.build(once.intervalNs());
  }

  private static byte[] bytes(BarSeries series) {
    ByteBuffer bytes =
        ByteBuffer.allocate(series.size() * 6 * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < series.size(); i++) {
      bytes.putDouble(series.openNs(i) / 1e9).putDouble(series.open(i));
      bytes.putDouble(series.high(i)).putDouble(series.low(i));
      bytes.putDouble(series.close(i)).putDouble(series.volume(i));
    }
    return bytes.array();
  }

  private BarResult play(BarSeries series) {
    // As the peer has it: fills at the next open, a fee, nothing else.
    BarMarket market =
        new BarMarket(series, null, FundingSeries.NONE, 0.01, 0, 0.0005, 0.0005, 0.004);
    BarTerms terms = BarTerms.free(1e9, 10);
    SmaCrossover provider = new SmaCrossover();
    StrategyParameters parameters =
        StrategyParameters.of(
            provider.parameters(),
            Map.of("fast", (double) fast, "slow", (double) slow, "short", 1.0, "quantity", 1.0));
    return new BarBacktest(List.of(market), terms).run(provider.create(parameters), BarSpan.ALL);
  }

  private void race(Race race, BarSeries series, @Nullable PythonPeer peer) throws IOException {
    BarResult result = play(series);
    if (peer != null) {
      String[] answer = peer.ask("run");
      race.compare("", "fills", fills(series, result.fills()), fills(peer.results()));
      System.out.println("end value of the peer: " + answer[3]);
    }
    double[] speeds =
        race.speeds(
            series.size(),
            () -> play(series).endEquity(),
            peer == null ? List.of() : List.of(peer::seconds));
    double other = peer == null ? Double.NaN : speeds[1];
    System.out.printf(
        Locale.ROOT,
        "%d fills, own %,.0f bars/s, backtrader %,.0f bars/s, ratio %.0f (equity %.2f)%n",
        result.fills().size(),
        speeds[0],
        other,
        speeds[0] / other,
        race.meanEquity());
  }

  private static List<BarFill> fills(ByteBuffer rows) {
    DoubleBuffer values = rows.asDoubleBuffer();
    List<BarFill> fills = new ArrayList<>();
    while (values.hasRemaining()) {
      fills.add(new BarFill((int) values.get(), values.get(), values.get()));
    }
    return fills;
  }

  private static List<BarFill> fills(BarSeries series, BarFills fills) {
    List<BarFill> own = new ArrayList<>();
    for (int i = 0; i < fills.size(); i++) {
      if (fills.reason(i) != BarExit.END) {
        own.add(new BarFill(series.indexAt(fills.timeNs(i)), fills.price(i), fills.quantity(i)));
      }
    }
    return own;
  }
}
