package io.cryptoscalp.engine.matching;

import org.jspecify.annotations.Nullable;

/** The finished columns of a tape on their way from the builder. */
final class TapeColumns {
  byte[] kinds = {};
  boolean[] lasts = {};
  long[] venueNs = {};
  long[] localNs = {};
  int[] ticks = {};
  long[] quantities = {};
  long @Nullable [] orderIds;
  double[] fundingRates = {};
  long[] fundingTimes = {};
  int @Nullable [] localOrder;
  long step;
  long localShiftNs;
  int negativeLatencies;
}
