package io.cryptoscalp.engine.execution;

/**
 * What a report changed.
 *
 * @param order the order after the report
 * @param quantity quantity that is new, scaled; 0 when the report only changed the status
 * @param missed part of it that an earlier report, never received, must have told of
 * @param late true when the order was closed before the report
 */
public record Booking(OrderState order, long quantity, long missed, boolean late) {}
