package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A source that stops, and goes on, at a recorded time. */
final class Halting implements MessageSource {
  private final MessageSource source;
  private long untilNs;
  private @Nullable MarketMessage ahead;

  Halting(MessageSource source) {
    this.source = source;
  }

  void until(Duration sinceStart) {
    untilNs = TradingRig.START_NS + sinceStart.toNanos();
  }

  @Override
  public @Nullable MarketMessage next() throws IOException {
    MarketMessage message = ahead == null ? source.next() : ahead;
    ahead = null;
    if (message != null && message.receiveTimeNs() >= untilNs) {
      ahead = message;
      return null;
    }
    return message;
  }

  @Override
  public void close() {}
}
