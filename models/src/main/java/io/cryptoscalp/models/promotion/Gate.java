package io.cryptoscalp.models.promotion;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A condition on a figure.
 *
 * @param id name, unique in its file
 * @param figure key of the figure, {@code backtest.sharpe}
 * @param comparison how it is held to the limit
 * @param limit the limit, in the figure's unit
 */
public record Gate(String id, String figure, Comparison comparison, double limit) {
  /** How a figure is held to a limit. */
  public enum Comparison {
    /** Above. */
    ABOVE(">"),
    /** At least. */
    AT_LEAST(">="),
    /** Below. */
    BELOW("<"),
    /** At most. */
    AT_MOST("<=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    /** As files write it. */
    @JsonValue
    public String sign() {
      return sign;
    }

    /**
     * The comparison of a sign.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static Comparison of(String sign) {
      for (Comparison comparison : values()) {
        if (comparison.sign.equals(sign)) {
          return comparison;
        }
      }
      throw new IllegalArgumentException("no comparison " + sign);
    }

    /** False for what is no number. */
    boolean holds(double value, double limit) {
      return switch (this) {
        case ABOVE -> value > limit;
        case AT_LEAST -> value >= limit;
        case BELOW -> value < limit;
        case AT_MOST -> value <= limit;
      };
    }
  }

  /** What became of a gate. */
  public enum Status {
    /** The figure is within its limit. */
    GREEN,
    /** It is not, or it is no number. */
    RED,
    /** Nobody brought it. */
    MISSING;

    /** Lower case. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A verdict.
   *
   * @param gate the gate
   * @param status what became of it
   * @param value the figure; null when missing or no finite number
   * @param runId run that the figure comes from; empty when missing
   * @param dataHash digest of the data it ran on; empty when missing
   */
  public record Verdict(
      Gate gate, Status status, @Nullable Double value, String runId, String dataHash) {}

  /** Judges the evidence. */
  public Verdict judge(Evidence evidence) {
    Evidence.Figure found = evidence.figures().get(figure);
    if (found == null) {
      return new Verdict(this, Status.MISSING, null, "", "");
    }
    boolean holds = comparison.holds(found.value(), limit);
    return new Verdict(
        this,
        holds ? Status.GREEN : Status.RED,
        Double.isFinite(found.value()) ? found.value() : null,
        found.runId(),
        found.dataHash());
  }
}
