package io.cryptoscalp.engine.event;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.effect.RegimeProfiles;
import io.cryptoscalp.engine.regime.effect.RegimeTerms;
import org.jspecify.annotations.Nullable;

/**
 * The features of an instrument at one moment. Arrays are owned by the snapshot and never modified.
 *
 * @param instrument instrument id
 * @param eventTimeNs venue time, ns since the epoch
 * @param receiveTimeNs receive time at the edge
 * @param sequence frame sequence it was taken at
 * @param featureSet id of the catalogue version the positions refer to
 * @param values one value a feature in catalogue order; 0 where invalid, never NaN or infinite
 * @param valid bit i of word i/64 is set when value i is warm and finite
 * @param bestBid best bid, scaled; 0 when unknown
 * @param bestAsk best ask, scaled; 0 when unknown
 * @param regime regime whose terms hold or are under way: the instrument's own, or the more careful
 *     one of what is around it
 * @param regimeConfidence its confidence, 0 to 1
 * @param bookHealthy false while the book is unsynchronised or crossed
 * @param scaled the vector scaled by what was seen before; null where nothing scales online
 * @param terms the terms of trading that hold
 * @param context what models may look at beside the values; null once they have
 */
public record FeatureSnapshot(
    String instrument,
    long eventTimeNs,
    long receiveTimeNs,
    long sequence,
    String featureSet,
    double[] values,
    long[] valid,
    long bestBid,
    long bestAsk,
    Regime regime,
    double regimeConfidence,
    boolean bookHealthy,
    @Nullable ScaledVector scaled,
    RegimeTerms terms,
    @Nullable ModelContext context)
    implements StreamEvent {

  /** A snapshot without context. */
  public FeatureSnapshot(
      String instrument,
      long eventTimeNs,
      long receiveTimeNs,
      long sequence,
      String featureSet,
      double[] values,
      long[] valid,
      long bestBid,
      long bestAsk,
      Regime regime,
      double regimeConfidence,
      boolean bookHealthy,
      @Nullable ScaledVector scaled,
      RegimeTerms terms) {
    this(
        instrument,
        eventTimeNs,
        receiveTimeNs,
        sequence,
        featureSet,
        values,
        valid,
        bestBid,
        bestAsk,
        regime,
        regimeConfidence,
        bookHealthy,
        scaled,
        terms,
        null);
  }

  /** A snapshot at the usual terms of its regime. */
  public FeatureSnapshot(
      String instrument,
      long eventTimeNs,
      long receiveTimeNs,
      long sequence,
      String featureSet,
      double[] values,
      long[] valid,
      long bestBid,
      long bestAsk,
      Regime regime,
      double regimeConfidence,
      boolean bookHealthy,
      @Nullable ScaledVector scaled) {
    this(
        instrument,
        eventTimeNs,
        receiveTimeNs,
        sequence,
        featureSet,
        values,
        valid,
        bestBid,
        bestAsk,
        regime,
        regimeConfidence,
        bookHealthy,
        scaled,
        RegimeProfiles.DEFAULT.of(regime));
  }

  /** A snapshot that nothing scaled. */
  public FeatureSnapshot(
      String instrument,
      long eventTimeNs,
      long receiveTimeNs,
      long sequence,
      String featureSet,
      double[] values,
      long[] valid,
      long bestBid,
      long bestAsk,
      Regime regime,
      double regimeConfidence,
      boolean bookHealthy) {
    this(
        instrument,
        eventTimeNs,
        receiveTimeNs,
        sequence,
        featureSet,
        values,
        valid,
        bestBid,
        bestAsk,
        regime,
        regimeConfidence,
        bookHealthy,
        null);
  }

  /** This snapshot without its scaled vector and context, which are for models alone. */
  public FeatureSnapshot unscaled() {
    return scaled == null && context == null ? this : with(null, terms, null);
  }

  /** This snapshot at other terms of trading. */
  public FeatureSnapshot withTerms(RegimeTerms next) {
    return with(scaled, next, context);
  }

  /** This snapshot with another context. */
  public FeatureSnapshot withContext(@Nullable ModelContext next) {
    return with(scaled, terms, next);
  }

  private FeatureSnapshot with(
      @Nullable ScaledVector nextScaled,
      RegimeTerms nextTerms,
      @Nullable ModelContext nextContext) {
    return new FeatureSnapshot(
        instrument,
        eventTimeNs,
        receiveTimeNs,
        sequence,
        featureSet,
        values,
        valid,
        bestBid,
        bestAsk,
        regime,
        regimeConfidence,
        bookHealthy,
        nextScaled,
        nextTerms,
        nextContext);
  }

  /** True when feature {@code index} is warm and finite. */
  public boolean isValid(int index) {
    return (valid[index >>> 6] >>> (index & 63) & 1L) != 0;
  }
}
