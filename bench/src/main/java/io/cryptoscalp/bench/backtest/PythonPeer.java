package io.cryptoscalp.bench.backtest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A script around other people's engine: reads rows of a file, writes what comes into another. */
final class PythonPeer implements AutoCloseable {
  private final PeerProcess process;
  private final Path results;

  /**
   * Starts it, and waits until it has read its rows.
   *
   * @param python interpreter that has what the script needs
   * @param script below {@code bench/peers}
   * @param rows its first argument; deleted in the end
   * @param arguments the others
   */
  PythonPeer(Path python, String script, Path rows, List<String> arguments) throws IOException {
    results = results(rows);
    rows.toFile().deleteOnExit();
    results.toFile().deleteOnExit();
    Path root = Path.of(System.getProperty("cryptoscalp.root", "."));
    List<String> command = new ArrayList<>();
    command.add(python.toString());
    command.add(root.resolve("bench/peers").resolve(script).toString());
    command.add(rows.toString());
    command.addAll(arguments);
    process = new PeerProcess(command);
  }

  /** The file that results of these rows go to. */
  static Path results(Path rows) {
    return Path.of(rows + ".fills");
  }

  /** What it said when it was ready. */
  String greeting() {
    return process.greeting();
  }

  /** Its answer to a line, word by word. */
  String[] ask(String line) throws IOException {
    return process.ask(line).split(" ", -1);
  }

  /** Runs it once; processor time, s. */
  double seconds() throws IOException {
    return Double.parseDouble(ask("run")[0]);
  }

  /** What its last run wrote. */
  ByteBuffer results() throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(results)).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
