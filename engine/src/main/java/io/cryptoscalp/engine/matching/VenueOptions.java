package io.cryptoscalp.engine.matching;

import org.jspecify.annotations.Nullable;

/**
 * The assumptions about one instrument at the simulated venue.
 *
 * @param latency delays of requests and answers
 * @param queue place in the queue; not used where the tape has single orders
 * @param fills how much of an order a fill takes
 * @param fees fee rates; null for those of the specification
 * @param rules what is accepted
 * @param outages when nothing is accepted
 * @param impact what own taking does
 * @param margin margin and liquidation; null for none (spot)
 */
public record VenueOptions(
    LatencyModel latency,
    QueueModel queue,
    Fills fills,
    @Nullable FeeSchedule fees,
    VenueRules rules,
    Outages outages,
    ImpactModel impact,
    @Nullable MarginModel margin) {
  /** How much of an order a fill takes. */
  public enum Fills {
    /** What trades and what the levels hold; the rest stays or is cancelled by its type. */
    PARTIAL,
    /** All that is left, whatever traded or is there; taken at the best price. */
    WHOLE
  }

  /** Log-probability queues, partial fills, standard rules, consumed levels, no margin. */
  public static VenueOptions standard(LatencyModel latency) {
    return new VenueOptions(
        latency,
        QueueModel.logarithm(),
        Fills.PARTIAL,
        null,
        VenueRules.STANDARD,
        Outages.NONE,
        ImpactModel.consuming(),
        null);
  }

  /** The same with another queue model. */
  public VenueOptions withQueue(QueueModel model) {
    return new VenueOptions(latency, model, fills, fees, rules, outages, impact, margin);
  }

  /** The same with another rule of fills. */
  public VenueOptions withFills(Fills rule) {
    return new VenueOptions(latency, queue, rule, fees, rules, outages, impact, margin);
  }

  /** The same with other fees. */
  public VenueOptions withFees(FeeSchedule schedule) {
    return new VenueOptions(latency, queue, fills, schedule, rules, outages, impact, margin);
  }

  /** The same with other rules. */
  public VenueOptions withRules(VenueRules accepted) {
    return new VenueOptions(latency, queue, fills, fees, accepted, outages, impact, margin);
  }

  /** The same with outages. */
  public VenueOptions withOutages(Outages times) {
    return new VenueOptions(latency, queue, fills, fees, rules, times, impact, margin);
  }

  /** The same with another impact. */
  public VenueOptions withImpact(ImpactModel model) {
    return new VenueOptions(latency, queue, fills, fees, rules, outages, model, margin);
  }

  /** The same with margin. */
  public VenueOptions withMargin(MarginModel model) {
    return new VenueOptions(latency, queue, fills, fees, rules, outages, impact, model);
  }
}
