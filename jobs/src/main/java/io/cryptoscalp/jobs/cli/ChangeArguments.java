package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.registry.StageChange;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Who changes what a model or a strategy may do, and why. */
final class ChangeArguments {
  @Option(names = "--reason", required = true, description = "Why; kept in the history.")
  private String reason = "";

  @Option(names = "--by", description = "Who asks for it; default the user of this command.")
  private String by = "";

  String reason() {
    return reason;
  }

  String who() {
    return who(by);
  }

  /** Who asks: as given, else the user of this process. */
  static String who(String given) {
    return given.isBlank() ? System.getProperty("user.name", "unknown") : given.strip();
  }

  /** Who, when and why of a change of a model's stage. */
  StageChange.By change() {
    return new StageChange.By(who(), Instant.now(), reason);
  }
}
