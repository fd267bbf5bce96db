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

  /** A run of the peer. */
  record Run(double seconds, List<Fill> fills) {}

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
            Integer.toString(terms.limit())));
    requests.newLine();
    requests.flush();
    double seconds = Double.parseDouble(answer().split(" ", -1)[0]);
    LongBuffer values =
        ByteBuffer.wrap(Files.readAllBytes(fills)).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    List<Fill> list = new ArrayList<>();
    while (values.hasRemaining()) {
      list.add(new Fill(values.get(), values.get() > 0, values.get(), values.get()));
    }
    return new Run(seconds, list);
  }

  @Override
  public void close() throws IOException {
    requests.close();
    answers.close();
    process.destroy();
    Files.deleteIfExists(fills);
  }
}
