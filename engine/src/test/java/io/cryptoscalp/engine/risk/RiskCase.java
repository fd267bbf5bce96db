package io.cryptoscalp.engine.risk;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One judgement.
 *
 * @param reason the rule in question
 * @param what how the scenario departs from the one that is accepted
 * @param rejects whether the rule must object; else nothing may
 * @param change makes the scenario depart
 * @param outcome what is asked of the scenario: the code's name, empty when nothing objects
 */
record RiskCase(
    RejectReason reason,
    String what,
    boolean rejects,
    Consumer<RiskScenario> change,
    Function<RiskScenario, String> outcome) {
  static final boolean PASSES = false;
  static final boolean REJECTS = true;

  @Override
  public String toString() {
    return reason + (rejects ? " rejects " : " passes ") + what;
  }
}
