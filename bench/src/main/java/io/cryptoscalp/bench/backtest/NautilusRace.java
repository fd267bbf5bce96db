package io.cryptoscalp.bench.backtest;

import io.cryptoscalp.engine.matching.ImpactModel;
import io.cryptoscalp.engine.matching.LatencyModel;
import io.cryptoscalp.engine.matching.Outages;
import io.cryptoscalp.engine.matching.QueueModel;
import io.cryptoscalp.engine.matching.TickResult;
import io.cryptoscalp.engine.matching.TickTrial;
import io.cryptoscalp.engine.matching.VenueOptions;
import io.cryptoscalp.engine.matching.VenueRules;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Market orders on the flow of trades, on the touch and trades of a recording: events a second of
 * processor time, and beside nautilus_trader where its Python is given, fills compared one by one
 * before anything is timed.
 */
@Command(
    name = "backtest-nautilus",
    description = "The simulated venue on quotes and trades, and nautilus_trader beside it.")
public final class NautilusRace implements Callable<Integer> {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final VenueRules NO_FILTERS =
      new VenueRules(false, Integer.MAX_VALUE, Double.POSITIVE_INFINITY, 0, true, false);

  @Option(names = "--recording", required = true, description = "file as the gateway replays it")
  private Path recording = Path.of("");

  @Option(names = "--repeat", defaultValue = "4", description = "times the recording, end to end")
  private int repeat;

  @Option(names = "--rounds", defaultValue = "5", description = "of which the median counts")
  private int rounds;

  @Option(names = "--length", defaultValue = "50", description = "trades in the sum")
  private int length;

  @Option(names = "--threshold", defaultValue = "1000", description = "of the sum, lots")
  private int threshold;

  @Option(names = "--python", description = "interpreter that has nautilus_trader")
  private @Nullable Path python;

  private boolean equal = true;

  /** Compares, measures, prints; exits with 1 when fills differ. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new NautilusRace()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    RecordedTape.Touch touch = RecordedTape.touch(RecordedTape.load(recording, repeat));
    System.out.printf(
        Locale.ROOT,
        "%s: %,d quotes and %,d trades%n",
        touch.tape().instrument().id(),
        touch.quotes(),
        touch.trades());
    Path interpreter = python;
    if (interpreter == null) {
      race(touch, null, Path.of(""));
      return 0;
    }
    Path rows = Files.createTempFile("touch", ".bin");
    Path fills = Path.of(rows + ".fills");
    try {
      Files.write(rows, touch.rows());
      Path script =
          Path.of(System.getProperty("cryptoscalp.root", "."), "bench/peers/nautilus/flow.py");
      List<String> command =
          List.of(
              interpreter.toString(),
              script.toString(),
              rows.toString(),
              Integer.toString(length),
              Integer.toString(threshold),
              fills.toString());
      try (PeerProcess peer = new PeerProcess(command)) {
        System.out.println("nautilus_trader: " + peer.greeting());
        race(touch, peer, fills);
      }
    } finally {
      Files.delete(rows);
      Files.deleteIfExists(fills);
    }
    return equal ? 0 : 1;
  }

  private TickResult play(RecordedTape.Touch touch) {
    VenueOptions options =
        new VenueOptions(
            LatencyModel.constant(0, 0),
            QueueModel.riskAverse(),
            VenueOptions.Fills.WHOLE,
            null,
            NO_FILTERS,
            Outages.NONE,
            ImpactModel.none(),
            null);
    TickTrial trial = new TickTrial(List.of(touch.tape()), List.of(options), 1e6, 0);
    long lot = touch.tape().instrument().lotSize();
    return trial.run(new FlowStrategy(length, threshold, lot));
  }

  private void race(RecordedTape.Touch touch, @Nullable PeerProcess peer, Path file)
      throws IOException {
    List<Fill> fills = Fill.of(play(touch).fills(), touch.tape().instrument());
    if (peer != null) {
      peer.ask("run");
      compare(fills, read(file));
    }
    int events = touch.quotes() + touch.trades();
    double[] own = new double[rounds];
    double[] other = new double[rounds];
    double equity = 0;
    for (int warm = 0; warm < 10; warm++) {
      equity += play(touch).equity();
    }
    for (int round = 0; round < rounds; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      equity += play(touch).equity();
      own[round] = events / ((THREADS.getCurrentThreadCpuTime() - start) / 1e9);
      other[round] =
          peer == null
              ? Double.NaN
              : events / Double.parseDouble(peer.ask("run").split(" ", -1)[0]);
    }
    Arrays.sort(own);
    Arrays.sort(other);
    System.out.printf(
        Locale.ROOT,
        "%d fills, own %,.0f events/s, nautilus_trader %,.0f events/s, ratio %.1f (equity %.2f)%n",
        fills.size(),
        own[rounds / 2],
        other[rounds / 2],
        own[rounds / 2] / other[rounds / 2],
        equity / (rounds + 10));
  }

  private static List<Fill> read(Path file) throws IOException {
    LongBuffer values =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    List<Fill> fills = new ArrayList<>();
    while (values.hasRemaining()) {
      fills.add(new Fill(values.get(), values.get() > 0, values.get(), values.get()));
    }
    Collections.sort(fills);
    return fills;
  }

  private void compare(List<Fill> own, List<Fill> others) {
    equal = own.equals(others);
    if (equal) {
      System.out.println(own.size() + " fills are equal");
      return;
    }
    int at = 0;
    while (at < own.size() && at < others.size() && own.get(at).equals(others.get(at))) {
      at++;
    }
    System.out.printf(
        Locale.ROOT,
        "fills differ (%d and %d) from number %d: %s and %s%n",
        own.size(),
        others.size(),
        at,
        at < own.size() ? own.get(at) : "none",
        at < others.size() ? others.get(at) : "none");
  }
}
