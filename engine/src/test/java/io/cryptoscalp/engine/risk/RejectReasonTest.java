package io.cryptoscalp.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Does every rule accept what it should, up to its boundary, and reject beyond? */
class RejectReasonTest {
  static List<RiskCase> cases() {
    List<RiskCase> cases = new ArrayList<>(TradingCases.all());
    cases.addAll(ConductCases.all());
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void judges(RiskCase each) {
    RiskScenario scenario = new RiskScenario();
    each.change().accept(scenario);
    assertThat(each.outcome().apply(scenario))
        .isEqualTo(each.rejects() ? each.reason().name() : "");
  }

  @Test
  void everyReasonHasACaseOnBothSides() {
    Set<RejectReason> passed = EnumSet.noneOf(RejectReason.class);
    Set<RejectReason> rejected = EnumSet.noneOf(RejectReason.class);
    for (RiskCase each : cases()) {
      (each.rejects() ? rejected : passed).add(each.reason());
    }
    assertThat(rejected).isEqualTo(EnumSet.allOf(RejectReason.class));
    assertThat(passed).isEqualTo(EnumSet.allOf(RejectReason.class));
  }
}
