package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.validation.WalkForwardWindows;
import io.cryptoscalp.jobs.barsim.BarObjective;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of walk-forward windows. */
final class BarWindowOptions {
  /** How history is cut. */
  enum Windows {
    NONE,
    WALK_FORWARD
  }

  @Option(
      names = "--windows",
      description =
          "walk-forward chooses the parameters on a stretch and judges them on the next; none"
              + " (default: ${DEFAULT-VALUE}).",
      converter = WindowsConverter.class)
  private Windows windows = Windows.NONE;

  @Option(
      names = "--train",
      paramLabel = "LENGTH",
      description = "Stretch to choose on (default: ${DEFAULT-VALUE}).")
  private String train = "90d";

  @Option(
      names = "--test",
      paramLabel = "LENGTH",
      description = "Stretch to judge on (default: ${DEFAULT-VALUE}).")
  private String test = "30d";

  @Option(names = "--anchored", description = "Train from the begin of history on each time.")
  private boolean anchored;

  @Option(
      names = "--objective",
      description =
          "What trials are ranked and chosen by: sharpe, net, calmar (default: ${DEFAULT-VALUE}).")
  private BarObjective objective = BarObjective.SHARPE;

  /** Takes the name with a hyphen. */
  static final class WindowsConverter implements picocli.CommandLine.ITypeConverter<Windows> {
    @Override
    public Windows convert(String text) {
      return Windows.valueOf(text.replace('-', '_').toUpperCase(java.util.Locale.ROOT));
    }
  }

  BarObjective objective() {
    return objective;
  }

  boolean isWalkForward() {
    return windows == Windows.WALK_FORWARD;
  }

  List<WalkForwardWindows.Window> of(long fromNs, long toNs) {
    return WalkForwardWindows.of(
        fromNs,
        toNs,
        CandleOptions.length("--train", train),
        CandleOptions.length("--test", test),
        0,
        anchored);
  }
}
