package io.cryptoscalp.engine.risk;

/**
 * A rejection by one rule.
 *
 * @param reason why
 * @param rule the rule's name
 * @param numbers the figures compared, {@code key=value} separated by blanks
 */
public record Verdict(RejectReason reason, String rule, String numbers) {}
