package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A synthetic market as it was before it answered polls: the offsets of older savepoints count its
 * messages, which are otherwise the same.
 */
record WithoutPolls(MessageSource source) implements MessageSource {
  private static final Set<String> POLLED =
      Set.of(FrameKind.OPEN_INTEREST.stream(), FrameKind.LONG_SHORT_RATIO.stream());

  @Override
  public @Nullable MarketMessage next() throws IOException {
    MarketMessage next = source.next();
    while (next != null && POLLED.contains(next.stream())) {
      next = source.next();
    }
    return next;
  }

  @Override
  public Map<String, Long> position() {
    return source.position();
  }

  @Override
  public Map<String, Long> positionBefore() {
    return source.positionBefore();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
