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
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final int WARM_UPS = 10;
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
    Race race = new Race(WARM_UPS, rounds);
    Path interpreter = python;
    if (interpreter == null) {
      race(race, touch, null);
      return 0;
    }
    Path rows = Files.createTempFile("touch", ".bin");
    Files.write(rows, touch.rows());
    List<String> arguments =
        List.of(
            Integer.toString(length),
            Integer.toString(threshold),
            PythonPeer.results(rows).toString());
    try (PythonPeer peer = new PythonPeer(interpreter, "nautilus/flow.py", rows, arguments)) {
      System.out.println("nautilus_trader: " + peer.greeting());
      race(race, touch, peer);
    }
    return race.isEqual() ? 0 : 1;
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

  private void race(Race race, RecordedTape.Touch touch, @Nullable PythonPeer peer)
      throws IOException {
    List<Fill> fills = Fill.of(play(touch).fills(), touch.tape().instrument());
    if (peer != null) {
      peer.ask("run");
      race.compare("", "fills", fills, Fill.of(peer.results().asLongBuffer()));
    }
    double[] speeds =
        race.speeds(
            touch.quotes() + touch.trades(),
            () -> play(touch).equity(),
            peer == null ? List.of() : List.of(peer::seconds));
    double other = peer == null ? Double.NaN : speeds[1];
    System.out.printf(
        Locale.ROOT,
        "%d fills, own %,.0f events/s, nautilus_trader %,.0f events/s, ratio %.1f (equity %.2f)%n",
        fills.size(),
        speeds[0],
        other,
        speeds[0] / other,
        race.meanEquity());
  }
}
