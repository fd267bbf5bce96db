package io.cryptoscalp.jobs.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A recording that a command cannot do without. */
final class RecordingOption {
  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description = "Recorded frames: a file, or a folder with everything below it.")
  private Path input = Path.of(".");

  Path path() {
    return input;
  }
}
