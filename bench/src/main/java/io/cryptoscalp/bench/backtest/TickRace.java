package io.cryptoscalp.bench.backtest;

import io.cryptoscalp.engine.matching.EventTape;
import io.cryptoscalp.engine.matching.TickResult;
import io.cryptoscalp.engine.matching.TickStrategy;
import io.cryptoscalp.engine.matching.TickTrial;
import io.cryptoscalp.engine.matching.strategies.GridMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private static final int WARM_UPS = 5;

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
    return race(tape) ? 0 : 1;
  }

  private boolean race(EventTape tape) throws IOException {
    Path interpreter = python;
    boolean equal = true;
    if (interpreter == null) {
      for (String queue : queues) {
        equal &= measure(tape, queue, null);
      }
      return equal;
    }
    Path file = Files.createTempFile("tape", ".bin");
    TapeFile.write(tape, file);
    try (HftPeer peer = new HftPeer(interpreter, file, tape.instrument())) {
      System.out.println("hftbacktest: " + peer.rows());
      for (String queue : queues) {
        equal &= measure(tape, queue, peer);
      }
    }
    return equal;
  }

  private boolean measure(EventTape tape, String queue, @Nullable HftPeer peer) throws IOException {
    RaceTerms terms =
        new RaceTerms(queue, !partial, entryUs * 1000, responseUs * 1000, grid, lots, limit);
    Race race = new Race(WARM_UPS, rounds);
    List<Fill> fills = Fill.of(play(tape, terms).fills(), tape.instrument());
    List<Race.Peer> peers = new ArrayList<>();
    if (peer != null) {
      HftPeer.Run theirs = peer.run(books.get(0), terms);
      if (terms.whole()) {
        race.compare(begin(queue), "fills", fills, theirs.fills());
      } else {
        StepLog steps = new StepLog(strategy());
        play(tape, terms, steps);
        compareSteps(race, queue, steps.steps(), theirs);
      }
      books.forEach(book -> peers.add(() -> peer.run(book, terms).seconds()));
    }
    double[] speeds = race.speeds(tape.size(), () -> play(tape, terms).equity(), peers);
    System.out.printf(
        Locale.ROOT, "%s%6d fills, own %,12.0f events/s", begin(queue), fills.size(), speeds[0]);
    for (int book = 0; book < peers.size(); book++) {
      System.out.printf(
          Locale.ROOT,
          ", hftbacktest (%s) %,12.0f, ratio %.2f",
          books.get(book),
          speeds[1 + book],
          speeds[0] / speeds[1 + book]);
    }
    System.out.println(race.meanEquity() == 0 ? "." : "");
    return race.isEqual();
  }

  private static String begin(String queue) {
    return String.format(Locale.ROOT, "%-12s ", queue);
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
  private static void compareSteps(
      Race race, String queue, List<StepLog.Step> own, HftPeer.Run theirs) {
    int told = theirs.steps().size();
    race.compare(begin(queue), "steps", own.subList(0, Math.min(told, own.size())), theirs.steps());
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
}
