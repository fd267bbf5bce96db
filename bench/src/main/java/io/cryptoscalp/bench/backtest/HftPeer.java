package io.cryptoscalp.bench.backtest;

import io.cryptoscalp.engine.instrument.Instrument;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** hftbacktest in a process of its own that waits for runs while the other side has its turn. */
final class HftPeer implements AutoCloseable {
  private final PythonPeer process;
  private final Path results;

  /**
   * A run of the peer.
   *
   * @param seconds processor time
   * @param fills each of them, when whole
   * @param steps what was known every time it looked, when fills are partial
   * @param code 1 at the end of the tape, another where its venue broke off
   */
  record Run(double seconds, List<Fill> fills, List<StepLog.Step> steps, int code) {}

  HftPeer(Path python, Path tape, Instrument instrument) throws IOException {
    process =
        new PythonPeer(
            python,
            "hftbacktest/grid.py",
            tape,
            List.of(
                Double.toString(instrument.price(instrument.tickSize())),
                Double.toString(instrument.quantity(instrument.lotSize()))));
    results = PythonPeer.results(tape);
  }

  /** What the peer says about the tape it loaded. */
  String rows() {
    return process.greeting();
  }

  Run run(String book, RaceTerms terms) throws IOException {
    String[] answer =
        process.ask(
            String.join(
                " ",
                book,
                terms.queue(),
                terms.whole() ? "whole" : "partial",
                results.toString(),
                Long.toString(terms.entryNs()),
                Long.toString(terms.responseNs()),
                Integer.toString(terms.grid()),
                Integer.toString(terms.lots()),
                Integer.toString(terms.limit() * terms.lots())));
    LongBuffer values = process.results().asLongBuffer();
    List<StepLog.Step> steps = new ArrayList<>();
    while (!terms.whole() && values.hasRemaining()) {
      steps.add(
          new StepLog.Step(
              values.get(), values.get(), values.get(), values.get(), values.get(), values.get()));
    }
    List<Fill> fills = terms.whole() ? Fill.of(values) : List.of();
    return new Run(Double.parseDouble(answer[0]), fills, steps, Integer.parseInt(answer[2]));
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
