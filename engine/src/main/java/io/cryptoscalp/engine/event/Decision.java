package io.cryptoscalp.engine.event;

/**
 * The verdict of one risk rule that ended an intent's way, or its acceptance; also account-level
 * actions.
 *
 * @param decisionId deterministic id
 * @param intentId the intent judged, or the id of the event that caused an account-level action
 * @param account account
 * @param strategy strategy
 * @param instrument instrument id
 * @param accepted true when orders follow
 * @param layer the risk layer that decided, {@code position} ... {@code compliance}; {@code all}
 *     when accepted
 * @param rule the rule
 * @param code coded reason, {@code CATEGORY_CONDITION: key=value ...}; empty when accepted
 * @param numbers the figures the rule compared, {@code key=value} separated by blanks, fixed
 *     formatting
 * @param quantity quantity decided, scaled; 0 when rejected
 * @param eventTimeNs venue time
 * @param receiveTimeNs receive time of the frame behind it
 * @param sequence frame sequence of the intent
 */
public record Decision(
    String decisionId,
    String intentId,
    String account,
    String strategy,
    String instrument,
    boolean accepted,
    String layer,
    String rule,
    String code,
    String numbers,
    long quantity,
    long eventTimeNs,
    long receiveTimeNs,
    long sequence) {}
