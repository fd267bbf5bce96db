package io.cryptoscalp.gateway.publish;

/**
 * Turns recorded time into due times at a multiple of the recorded pace.
 *
 * <p>Every message has a due time fixed by the first one, so that a slow stretch is made up for
 * afterwards and shows as lag, never as a slower pace (no coordinated omission). Recorded pauses
 * longer than {@link #MAX_PAUSE_NS} are shortened to it. Not thread-safe.
 */
public final class Pacer {
  /** The longest recorded pause that is kept: 10 s. */
  public static final long MAX_PAUSE_NS = 10_000_000_000L;

  /** The speed at which nothing is waited for. */
  public static final double MAX = Double.POSITIVE_INFINITY;

  private final double speed;
  private final WallTime time;
  private boolean started;
  private long startNs;
  private long origin;
  private long lastRecorded;
  // Read by whoever displays it.
  private volatile long lagNs;
  private volatile long maxLagNs;

  /**
   * Creates it.
   *
   * @param speed multiple of the recorded pace, positive; {@link #MAX} waits for nothing
   * @param time clock
   */
  public Pacer(double speed, WallTime time) {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("SPEED_INVALID: speed=" + speed);
    }
    this.speed = speed;
    this.time = time;
  }

  /**
   * Reads {@code 1x}, {@code 10x}, {@code 0.5x} or {@code max}.
   *
   * @throws IllegalArgumentException when the text is none of these
   */
  public static double parseSpeed(String text) {
    if (text.equals("max")) {
      return MAX;
    }
    String number = text.endsWith("x") ? text.substring(0, text.length() - 1) : text;
    try {
      double speed = Double.parseDouble(number);
      if (speed > 0 && speed <= 1e6) {
        return speed;
      }
    } catch (NumberFormatException e) {
      // Told below, with the form that is expected.
    }
    throw new IllegalArgumentException(
        "SPEED_INVALID: speed=" + text + " expected=1x, 10x, 0.5x or max");
  }

  /** Waits until something recorded at this time (ns, never decreasing) is due. */
  public void await(long recordedNs) throws InterruptedException {
    if (speed == MAX) {
      return;
    }
    if (!started) {
      started = true;
      startNs = time.nanoTime();
      origin = recordedNs;
      lastRecorded = recordedNs;
    }
    long pause = recordedNs - lastRecorded;
    if (pause > MAX_PAUSE_NS) {
      origin += pause - MAX_PAUSE_NS;
    }
    lastRecorded = recordedNs;
    long due = startNs + (long) ((recordedNs - origin) / speed);
    long now = time.nanoTime();
    if (now < due) {
      time.sleepUntil(due);
      lagNs = 0;
    } else {
      lagNs = now - due;
      maxLagNs = Math.max(maxLagNs, lagNs);
    }
  }

  /** How far the last one was behind its due time, ns; 0 at {@link #MAX}. */
  public long lagNs() {
    return lagNs;
  }

  /** The largest lag so far, ns. */
  public long maxLagNs() {
    return maxLagNs;
  }
}
