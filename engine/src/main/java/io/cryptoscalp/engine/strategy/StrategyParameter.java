package io.cryptoscalp.engine.strategy;

/**
 * A number that shapes a strategy.
 *
 * @param name as users write it
 * @param standard used when none is given
 * @param least smallest that is allowed
 * @param most largest that is allowed
 * @param whole true when only whole numbers are allowed
 * @param title what it is, with its unit
 */
public record StrategyParameter(
    String name, double standard, double least, double most, boolean whole, String title) {}
