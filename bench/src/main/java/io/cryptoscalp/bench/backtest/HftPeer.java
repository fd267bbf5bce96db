package io.cryptoscalp.bench.backtest;

import io.cryptoscalp.engine.instrument.Instrument;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** hftbacktest in a process of its own that waits for runs while the other side has its turn. */
final class HftPeer implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter requests;
  private final Path fills;
  private final String rows;

  /**
   * A run of the peer.
   *
   * @param seconds processor time
   * @param fills each of them, when whole
   * @param steps what was known every time it looked, when fills are partial
   * @param code 1 at the end of the tape, another where its venue broke off
   */
  record Run(double seconds, List<Fill> fills, List<StepLog.Step> steps, int code) {}

  HftPeer(Path python, Path script, Path tape, Instrument instrument) throws IOException {
    process =
        new ProcessBuilder(
                python.toString(),
                script.toString(),
                tape.toString(),
                Double.toString(instrument.price(instrument.tickSize())),
                Double.toString(instrument.quantity(instrument.lotSize())))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    requests =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    fills = Path.of(tape + ".fills");
    rows = answer();
  }

  /** What the peer says about the tape it loaded. */
  String rows() {
    return rows;
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the peer has ended");
    }
    return line;
  }

  Run run(String book, RaceTerms terms) throws IOException {
    requests.write(
        String.join(
            " ",
            book,
            terms.queue(),
            terms.whole() ? "whole" : "partial",
            fills.toString(),
            Long.toString(terms.entryNs()),
            Long.toString(terms.responseNs()),
            Integer.toString(terms.grid()),
            Integer.toString(terms.lots()),
            Integer.toString(terms.limit() * terms.lots())));
    requests.newLine();
    requests.flush();
    String[] answer = answer().split(" ", -1);
    double seconds = Double.parseDouble(answer[0]);
    LongBuffer values =
        ByteBuffer.wrap(Files.readAllBytes(fills)).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    List<Fill> list = new ArrayList<>();
    List<StepLog.Step> steps = new ArrayList<>();
    while (values.hasRemaining()) {
      if (terms.whole()) {
        list.add(new Fill(values.get(), values.get() > 0, values.get(), values.get()));
      } else {
        steps.add(
            new StepLog.Step(
                values.get(),
                values.get(),
                values.get(),
                values.get(),
                values.get(),
                values.get()));
      }
    }
    return new Run(seconds, list, steps, Integer.parseInt(answer[2]));
  }

  @Override
  public void close() throws IOException {
    requests.close();
    answers.close();
    process.destroy();
    Files.deleteIfExists(fills);
  }
}
