package io.cryptoscalp.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.search.Parameter;
import io.cryptoscalp.engine.search.SearchSpace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Are spaces read as they are written? */
class SpaceTextTest {
  @Test
  void readsEveryKindOfParameter() {
    SearchSpace space =
        SpaceText.read(
            List.of(
                "# entries",
                "strategies = a,b|a|b",
                "",
                "x=0.1..10:log",
                "n=1..9:int:2",
                "half=-1..1:0.5",
                "hold=0.5m..1.5m:log",
                "strategy.cooldown=5s..60s:int:5 if strategies=a|b"));
    assertThat(space.entries())
        .containsExactly(
            new SearchSpace.Entry(
                new Parameter.Choice("strategies", List.of("a,b", "a", "b")), null),
            new SearchSpace.Entry(new Parameter.Real("x", 0.1, 10, true, 0), null),
            new SearchSpace.Entry(new Parameter.Whole("n", 1, 9, false, 2), null),
            new SearchSpace.Entry(new Parameter.Real("half", -1, 1, false, 0.5), null),
            new SearchSpace.Entry(
                new Parameter.Measured(new Parameter.Whole("hold", 30_000, 90_000, true, 1), "ms"),
                null),
            new SearchSpace.Entry(
                new Parameter.Measured(
                    new Parameter.Whole("strategy.cooldown", 5, 60, false, 5), "s"),
                new SearchSpace.Condition("strategies", List.of("a", "b"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "x=",
        "x=1",
        "x=1..",
        "x=2..1",
        "x=1..2:lag",
        "x=0..1:log",
        "x=1.5..3:int",
        "x=1s..2m",
        "x=a|a",
        "x=1..2 if y=1",
        "x=1..2:int:log:1:2:x"
      })
  void saysWhatItCannotRead(String line) {
    assertThatThrownBy(() -> SpaceText.read(List.of(line)))
        .isInstanceOf(StudyException.class)
        .hasMessageStartingWith("STUDY_SPACE_INVALID");
  }
}
