package io.cryptoscalp.engine.regime.effect;

import io.cryptoscalp.engine.event.RegimeEffect;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * The terms of trading in a regime, or between two.
 *
 * @param positionMultiplier factor on position size, 0 to 10
 * @param stopMultiplier factor on the stop distance, above 0 to 10
 * @param riskPerTrade largest loss at the stop of one trade, fraction of equity, 0 to 1
 * @param maxPositions most positions open at once in an account, at least 0; of a fraction its
 *     whole part
 * @param spreadFactor factor on the widest spread at which an entry is sent, 0 to 10; at 0 none is
 *     sent. All quoting that there is here: strategies take, they do not make
 * @param modelWeight weight of the model's opinion where it is against an entry, 0 to 1; 0 leaves
 *     it unheard. Of one model; more would each have their own
 * @param strategies how much of its size each strategy may trade
 */
public record RegimeTerms(
    double positionMultiplier,
    double stopMultiplier,
    double riskPerTrade,
    double maxPositions,
    double spreadFactor,
    double modelWeight,
    StrategyWeights strategies) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException coded {@code REGIME_PROFILE_INVALID}
   */
  public RegimeTerms {
    check(positionMultiplier >= 0 && positionMultiplier <= 10, "position", positionMultiplier);
    check(stopMultiplier > 0 && stopMultiplier <= 10, "stop", stopMultiplier);
    check(riskPerTrade >= 0 && riskPerTrade <= 1, "risk", riskPerTrade);
    check(maxPositions >= 0 && maxPositions <= 1e6, "positions", maxPositions);
    check(spreadFactor >= 0 && spreadFactor <= 10, "spread", spreadFactor);
    check(modelWeight >= 0 && modelWeight <= 1, "model", modelWeight);
  }

  static void check(boolean valid, String key, double value) {
    if (!valid) {
      throw new IllegalArgumentException("REGIME_PROFILE_INVALID: key=" + key + " value=" + value);
    }
  }

  /** Most positions as a whole number. */
  public int positionCap() {
    return (int) Math.floor(maxPositions);
  }

  /** Loss that one trade may risk, times size: the order in which terms are careful. */
  double boldness() {
    return positionMultiplier * riskPerTrade;
  }

  /**
   * A part of the way from these to others, each figure by itself.
   *
   * @param part 0 for these, 1 for the others
   */
  RegimeTerms towards(RegimeTerms other, double part) {
    return new RegimeTerms(
        between(positionMultiplier, other.positionMultiplier, part),
        between(stopMultiplier, other.stopMultiplier, part),
        between(riskPerTrade, other.riskPerTrade, part),
        between(maxPositions, other.maxPositions, part),
        between(spreadFactor, other.spreadFactor, part),
        between(modelWeight, other.modelWeight, part),
        strategies.towards(other.strategies, part));
  }

  private static double between(double from, double to, double part) {
    return from + part * (to - from);
  }

  /** As they are written down. */
  public RegimeEffect.Terms written() {
    return new RegimeEffect.Terms(
        positionMultiplier, stopMultiplier, riskPerTrade, positionCap(), strategies.toString());
  }

  /** Writes them. */
  public void write(StateWriter out) {
    out.writeDouble(positionMultiplier);
    out.writeDouble(stopMultiplier);
    out.writeDouble(riskPerTrade);
    out.writeDouble(maxPositions);
    out.writeDouble(spreadFactor);
    out.writeDouble(modelWeight);
    out.writeInt(strategies.size());
    for (int i = 0; i < strategies.size(); i++) {
      out.writeString(strategies.id(i));
      out.writeDouble(strategies.weight(i));
    }
  }

  /** Reads what {@link #write} wrote. */
  public static RegimeTerms read(StateReader in) {
    double position = in.readDouble();
    double stop = in.readDouble();
    double risk = in.readDouble();
    double positions = in.readDouble();
    double spread = in.readDouble();
    double model = in.readDouble();
    Map<String, Double> weights = new TreeMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      weights.put(in.readText(), in.readDouble());
    }
    return new RegimeTerms(
        position, stop, risk, positions, spread, model, StrategyWeights.of(weights));
  }
}
