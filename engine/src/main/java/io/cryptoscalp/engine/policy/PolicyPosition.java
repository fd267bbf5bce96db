package io.cryptoscalp.engine.policy;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * The position that one policy wants in one instrument, from which come the three numbers that it
 * was shown of its own position while it learnt: side, open profit in percent, {@code ln(1 + steps
 * held)}. It is the policy's wish, taken at the touch of the step after the decision and a
 * slippage, and not what the account holds: risk may have refused, sized or closed it, and a policy
 * whose input depended on that could not be scored again from stored vectors. A policy decides once
 * a step, at the first snapshot of it; after {@value #MOST_MISSED} steps without one it is flat
 * again. Not thread-safe.
 */
public final class PolicyPosition {
  /** Steps without a decision after which the wish is no longer held. */
  public static final int MOST_MISSED = 3;

  /** Numbers of {@link #observe}. */
  public static final int NUMBERS = 3;

  private static final int VERSION = 1;
  private static final double BPS = 1e4;

  private long lastStep = Long.MIN_VALUE;
  private long lastTry = Long.MIN_VALUE;
  private int wanted;
  private int side;
  private int held;
  private double entry;

  /** Whether no decision of the step of a snapshot was taken yet. */
  public boolean isDue(long timeNs, long stepNs) {
    return Math.floorDiv(timeNs, stepNs) > lastStep;
  }

  /** Whether it is told for the first time that a decision of this step was tried for. */
  public boolean firstTry(long timeNs, long stepNs) {
    long step = Math.floorDiv(timeNs, stepNs);
    boolean first = step > lastTry;
    lastTry = Math.max(lastTry, step);
    return first;
  }

  /** Venue time up to which a decision is wanted, ns. */
  public static long validUntilNs(long timeNs, long stepNs) {
    return (Math.floorDiv(timeNs, stepNs) + MOST_MISSED + 1) * stepNs - 1;
  }

  /**
   * Begins a step that is due.
   *
   * @param timeNs venue time of the snapshot
   * @param stepNs distance of decisions, ns, positive
   * @param bid best bid, scaled, positive
   * @param ask best ask, scaled, positive
   * @param slippageBps what an order pays beyond the touch, bps
   */
  public void begin(long timeNs, long stepNs, long bid, long ask, double slippageBps) {
    long step = Math.floorDiv(timeNs, stepNs);
    if (lastStep != Long.MIN_VALUE && step - lastStep > MOST_MISSED) {
      wanted = 0;
      side = 0;
      held = 0;
    }
    lastStep = step;
    if (wanted != side) {
      side = wanted;
      held = 0;
      entry = side > 0 ? ask * (1 + slippageBps / BPS) : bid * (1 - slippageBps / BPS);
    } else if (side != 0) {
      held++;
    }
  }

  /**
   * Writes what the policy is shown of its position.
   *
   * @param bid best bid, scaled
   * @param ask best ask, scaled
   * @param to three numbers
   */
  public void observe(long bid, long ask, float[] to) {
    double mid = (bid + ask) / 2.0;
    to[0] = side;
    to[1] = side == 0 ? 0 : (float) (100 * side * (mid - entry) / entry);
    to[2] = (float) StrictMath.log1p(held);
  }

  /** Takes a decision: -1 short, 0 flat, 1 long; it is a position from the next step on. */
  public void decide(int newSide) {
    wanted = newSide;
  }

  /** The side that is wanted: -1 short, 0 flat, 1 long. */
  public int wanted() {
    return wanted;
  }

  /** Writes the state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeLong(lastStep);
    out.writeLong(lastTry);
    out.writeInt(wanted);
    out.writeInt(side);
    out.writeInt(held);
    out.writeDouble(entry);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StateException {@code STATE_CORRUPT} when a side is none
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, "policy-position");
    lastStep = in.readLong();
    lastTry = in.readLong();
    wanted = in.readInt();
    side = in.readInt();
    held = in.readInt();
    entry = in.readDouble();
    if (Math.abs(wanted) > 1 || Math.abs(side) > 1 || held < 0) {
      throw new StateException(
          "STATE_CORRUPT: state=policy-position wanted=" + wanted + " side=" + side);
    }
  }
}
