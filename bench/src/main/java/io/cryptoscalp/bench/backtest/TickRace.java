package io.cryptoscalp.bench.backtest;

import io.cryptoscalp.engine.matching.EventTape;
import io.cryptoscalp.engine.matching.TickResult;
import io.cryptoscalp.engine.matching.TickStrategy;
import io.cryptoscalp.engine.matching.TickTrial;
import io.cryptoscalp.engine.matching.strategies.GridMaker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
 * A grid of quotes on recorded depth and trades: events a second of one thread's processor time,
 * and beside hftbacktest where its Python is given, fills compared one by one before anything is
 * timed. An event counts once although it happens twice, at the venue and on the owner's feed.
 */
@Command(name = "backtest-ticks", description = "The simulated venue, and hftbacktest beside it.")
public final class TickRace implements Callable<Integer> {
  private static final long INTERVAL_NS = 100_000_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Option(names = "--recording", required = true, description = "file as the gateway replays it")
  private Path recording = Path.of("");

  @Option(names = "--repeat", defaultValue = "8", description = "times the recording, end to end")
  private int repeat;

  @Option(names = "--rounds", defaultValue = "7", description = "of which the median counts")
  private int rounds;

  @Option(names = "--queues", split = ",", defaultValue = "risk-averse,power-3,log")
  private List<String> queues = List.of();

  @Option(names = "--partial", description = "partial fills instead of whole ones")
  private boolean partial;

  @Option(names = "--grid", defaultValue = "5", description = "levels a side")
  private int grid;

  @Option(names = "--lots", defaultValue = "1", description = "of an order")
  private int lots;

  @Option(names = "--limit", defaultValue = "20", description = "held at most, orders")
  private int limit;

  @Option(names = "--entry-us", defaultValue = "10000")
  private long entryUs;

  @Option(names = "--response-us", defaultValue = "10000")
  private long responseUs;

  @Option(names = "--python", description = "interpreter that has hftbacktest")
  private @Nullable Path python;

  @Option(names = "--books", split = ",", defaultValue = "hash,vector", description = "of the peer")
  private List<String> books = List.of();

  private double equity;
  private boolean equal = true;

  /** Compares, measures, prints; exits with 1 when fills differ, 2 for wrong arguments. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new TickRace()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    EventTape tape = RecordedTape.load(recording, repeat);
    System.out.printf(
        Locale.ROOT,
        "%s: %,d events, %.0f s, feed shifted by %d us (%,d local times before the venue's)%n",
        tape.instrument().id(),
        tape.size(),
        (tape.venueNs(tape.size() - 1) - tape.startNs()) / 1e9,
        tape.localShiftNs() / 1000,
        tape.negativeLatencies());
    race(tape);
    return equal ? 0 : 1;
  }

  private void race(EventTape tape) throws IOException {
    Path interpreter = python;
    if (interpreter == null) {
      for (String queue : queues) {
        measure(tape, queue, null);
      }
      return;
    }
    Path file = Files.createTempFile("tape", ".bin");
    try {
      TapeFile.write(tape, file);
      Path script =
          Path.of(System.getProperty("cryptoscalp.root", "."), "bench/peers/hftbacktest/grid.py");
      try (HftPeer peer = new HftPeer(interpreter, script, file, tape.instrument())) {
        System.out.println("hftbacktest: " + peer.rows());
        for (String queue : queues) {
          measure(tape, queue, peer);
        }
      }
    } finally {
      Files.delete(file);
    }
  }

  private void measure(EventTape tape, String queue, @Nullable HftPeer peer) throws IOException {
    RaceTerms terms =
        new RaceTerms(queue, !partial, entryUs * 1000, responseUs * 1000, grid, lots, limit);
    List<Fill> fills = Fill.of(play(tape, terms).fills(), tape.instrument());
    if (peer != null) {
      HftPeer.Run theirs = peer.run(books.get(0), terms);
      if (terms.whole()) {
        List<Fill> other = new ArrayList<>(theirs.fills());
        Collections.sort(other);
        compare(queue, "fills", fills, other);
      } else {
        StepLog steps = new StepLog(strategy());
        play(tape, terms, steps);
        compareSteps(queue, steps.steps(), theirs);
      }
    }
    double[] own = new double[rounds];
    double[][] others = new double[peer == null ? 0 : books.size()][rounds];
    for (int warm = 0; warm < 5; warm++) {
      play(tape, terms);
    }
    for (int round = 0; round < rounds; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      equity += play(tape, terms).equity();
      own[round] = tape.size() / ((THREADS.getCurrentThreadCpuTime() - start) / 1e9);
      for (int book = 0; peer != null && book < books.size(); book++) {
        others[book][round] = tape.size() / peer.run(books.get(book), terms).seconds();
      }
    }
    System.out.printf(
        Locale.ROOT, "%-12s %6d fills, own %,12.0f events/s", queue, fills.size(), median(own));
    for (int book = 0; book < others.length; book++) {
      System.out.printf(
          Locale.ROOT,
          ", hftbacktest (%s) %,12.0f, ratio %.2f",
          books.get(book),
          median(others[book]),
          median(own) / median(others[book]));
    }
    System.out.println(equity == 0 ? "." : "");
  }

  private TickStrategy strategy() {
    return new GridMaker(grid, lots, limit, INTERVAL_NS);
  }

  private TickResult play(EventTape tape, RaceTerms terms) {
    return play(tape, terms, strategy());
  }

  private static TickResult play(EventTape tape, RaceTerms terms, TickStrategy strategy) {
    return new TickTrial(List.of(tape), List.of(terms.options()), 1e6, 0).run(strategy);
  }

  /** Up to where the peer's venue breaks off, which it does after a fill of exactly the rest. */
  private void compareSteps(String queue, List<StepLog.Step> own, HftPeer.Run theirs) {
    int told = theirs.steps().size();
    compare(queue, "steps", own.subList(0, Math.min(told, own.size())), theirs.steps());
    if (told < own.size()) {
      System.out.printf(
          Locale.ROOT,
          "%-12s the peer breaks off after %d of %d steps (code %d), %d fills so far%n",
          queue,
          told,
          own.size(),
          theirs.code(),
          told == 0 ? 0 : own.get(told - 1).trades());
    }
  }

  private <T> void compare(String queue, String what, List<T> own, List<T> other) {
    if (own.equals(other)) {
      System.out.printf(Locale.ROOT, "%-12s %d %s are equal%n", queue, own.size(), what);
      return;
    }
    equal = false;
    int at = 0;
    while (at < own.size() && at < other.size() && own.get(at).equals(other.get(at))) {
      at++;
    }
    System.out.printf(
        Locale.ROOT,
        "%-12s %s differ (%d and %d) from number %d: %s and %s%n",
        queue,
        what,
        own.size(),
        other.size(),
        at,
        at < own.size() ? own.get(at) : "none",
        at < other.size() ? other.get(at) : "none");
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
