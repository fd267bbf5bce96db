package io.cryptoscalp.jobs.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** Commands run in this process, and what the last of them said. */
final class CommandRun {
  /** Its standard output. */
  final StringWriter out = new StringWriter();

  /** Its errors. */
  final StringWriter err = new StringWriter();

  /**
   * Runs a command.
   *
   * @param folder its data are in {@code data} below it
   * @return its exit code
   */
  int run(Path folder, String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Main main = new Main(Map.of("CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString()));
    CommandLine line = Main.commandLine(main);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(words);
  }

  /** All that it said. */
  String text() {
    return out.toString() + err;
  }
}
