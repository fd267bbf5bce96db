package io.cryptoscalp.bench.endtoend;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.gateway.publish.KafkaMessageSink;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.publish.WallTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends frames at a fixed rate. Frame {@code i} is due at {@code start + i / rate}, whatever
 * happened to the frames before it, and its header of sending carries the due time: a sender that
 * falls behind makes the measured latency longer, never the load smaller.
 */
final class PacedSender {
  private static final long NS_PER_S = 1_000_000_000L;

  private final MessageSource source;
  private final long rate;
  private final DueTimes due = new DueTimes();
  private final InstrumentCatalogue catalogue = InstrumentCatalogue.builtIn();
  private long worstLagNs;

  PacedSender(MessageSource source, long rate) {
    this.source = source;
    this.rate = rate;
  }

  /** The clock of the header: stands at the due time of the frame in hand. */
  private static final class DueClock implements WallTime {
    private long dueEpochNs;

    @Override
    public long nanoTime() {
      return WallTime.SYSTEM.nanoTime();
    }

    @Override
    public long epochNs() {
      return dueEpochNs;
    }

    @Override
    public void sleepUntil(long nanoTime) throws InterruptedException {
      WallTime.SYSTEM.sleepUntil(nanoTime);
    }
  }

  /** Sends the given number of frames; returns when all are acknowledged. */
  void run(String bootstrap, long frames) throws Exception {
    List<String> refused = new ArrayList<>();
    DueClock clock = new DueClock();
    try (KafkaMessageSink sink = new KafkaMessageSink(bootstrap, 0, clock, refused::add)) {
      Beats beats = new Beats(sink);
      long startEpochNs = WallTime.SYSTEM.epochNs();
      long startNs = System.nanoTime();
      for (long i = 0; i < frames; i++) {
        MarketMessage message = source.next();
        if (message == null) {
          throw new IllegalStateException("the input has ended");
        }
        long offsetNs = i * NS_PER_S / rate;
        clock.sleepUntil(startNs + offsetNs);
        clock.dueEpochNs = startEpochNs + offsetNs;
        worstLagNs = Math.max(worstLagNs, System.nanoTime() - startNs - offsetNs);
        Instrument instrument = catalogue.find(message.venue(), message.symbol());
        if (instrument != null) {
          due.add(instrument.id(), clock.dueEpochNs);
        }
        beats.send(message);
      }
      beats.end();
      sink.flush();
    }
    if (!refused.isEmpty()) {
      throw new IllegalStateException("refused: " + refused);
    }
  }

  DueTimes due() {
    return due;
  }

  /** How late the latest frame was handed to the producer, ns. */
  long worstLagNs() {
    return worstLagNs;
  }
}
