package io.cryptoscalp.gateway.publish;

/** A clock that moves only when something waits for it. */
public final class ManualTime implements WallTime {
  private long now = 5_000_000_000L;

  /** Lets time pass without anyone waiting. */
  public void pass(long ns) {
    now += ns;
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public long epochNs() {
    return 1_700_000_000_000_000_000L + now;
  }

  @Override
  public void sleepUntil(long nanoTime) {
    now = Math.max(now, nanoTime);
  }
}
