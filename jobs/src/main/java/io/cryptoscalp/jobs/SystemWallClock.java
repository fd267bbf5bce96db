package io.cryptoscalp.jobs;

import io.cryptoscalp.operators.stream.WallClock;
import java.time.Instant;

/**
 * The machine's clock; microsecond resolution on Linux, comparable between processes of one
 * machine.
 */
public final class SystemWallClock implements WallClock {
  private static final long serialVersionUID = 1L;

  /** Creates it. */
  public SystemWallClock() {}

  @Override
  public long nowNs() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
