package io.cryptoscalp.gateway.publish;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The edge's clocks, replaceable in tests. */
public interface WallTime {
  /** The machine's clocks. */
  WallTime SYSTEM =
      new WallTime() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public long epochNs() {
          Instant now = Instant.now();
          return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        public void sleepUntil(long nanoTime) throws InterruptedException {
          long left = nanoTime - System.nanoTime();
          while (left > 0) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
              throw new InterruptedException();
            }
            left = nanoTime - System.nanoTime();
          }
        }
      };

  /** A monotonic clock of arbitrary origin, ns. */
  long nanoTime();

  /** Wall-clock time, ns since the epoch. */
  long epochNs();

  /** Waits until {@link #nanoTime} has reached the given value; returns at once when it has. */
  void sleepUntil(long nanoTime) throws InterruptedException;
}
