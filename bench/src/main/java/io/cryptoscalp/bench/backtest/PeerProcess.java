package io.cryptoscalp.bench.backtest;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A peer in a process of its own: answers a line with a line, and waits in between. */
final class PeerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter requests;
  private final String greeting;

  PeerProcess(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    requests =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    greeting = answer();
  }

  /** What it said when it was ready. */
  String greeting() {
    return greeting;
  }

  String ask(String line) throws IOException {
    requests.write(line);
    requests.newLine();
    requests.flush();
    return answer();
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the peer has ended");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    requests.close();
    answers.close();
    process.destroy();
  }
}
