package io.cryptoscalp.operators.regime;

import static io.cryptoscalp.operators.regime.PatternHarness.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import io.cryptoscalp.operators.regime.pattern.Contagion;
import io.cryptoscalp.operators.regime.pattern.FailedBreakout;
import io.cryptoscalp.operators.regime.pattern.FlashCrash;
import io.cryptoscalp.operators.regime.pattern.FlashCrashRebound;
import io.cryptoscalp.operators.regime.pattern.FundingUnwind;
import io.cryptoscalp.operators.regime.pattern.LiquidationCascade;
import io.cryptoscalp.operators.regime.pattern.SignalPattern;
import io.cryptoscalp.operators.regime.pattern.SignalPatterns;
import io.cryptoscalp.operators.regime.pattern.SqueezeBreakout;
import io.cryptoscalp.operators.regime.pattern.StopRun;
import io.cryptoscalp.operators.regime.pattern.StressedOutage;
import io.cryptoscalp.operators.regime.pattern.ThinBook;
import io.cryptoscalp.operators.regime.pattern.VenueDislocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Does each pattern match its sequence, and nothing that only looks like it? */
class SignalPatternsTest {
  private static final double HOUR = 3600;

  private static int count(SignalPattern pattern, List<SignalEvent> signals) throws Exception {
    try (PatternHarness harness = new PatternHarness(pattern)) {
      for (SignalEvent signal : signals) {
        harness.send(signal);
      }
      harness.watermark(100 * HOUR);
      assertThat(harness.late()).isEmpty();
      // Nothing may be left of a key after its time.
      assertThat(harness.timers()).isZero();
      assertThat(harness.keyedEntries()).isZero();
      return harness.matches().size();
    }
  }

  /** The sequences that match, one for each pattern. */
  static Stream<Arguments> sequences() {
    return Stream.of(
        Arguments.of(
            new FlashCrash(),
            List.of(
                signal(0, SignalKind.MOVE, -1, 98.5), signal(600, SignalKind.DEEP_MOVE, -1, 97))),
        Arguments.of(
            new FlashCrashRebound(),
            List.of(
                signal(0, SignalKind.DEEP_MOVE, -1, 97), signal(900, SignalKind.REBOUND, 1, 98.5))),
        Arguments.of(
            new LiquidationCascade(),
            List.of(
                signal(0, SignalKind.LIQUIDATIONS, -1, 100),
                signal(20, SignalKind.SHOCK, -1, 99),
                signal(60, SignalKind.LIQUIDATIONS, -1, 98.8))),
        Arguments.of(
            new SqueezeBreakout(),
            List.of(
                signal(0, SignalKind.SQUEEZE, 0, 100),
                signal(1800, SignalKind.BREAKOUT, 1, 100.5))),
        Arguments.of(
            new FailedBreakout(),
            List.of(
                signal(0, SignalKind.BREAKOUT, 1, 100.5),
                signal(300, SignalKind.BREAKOUT_BACK, -1, 99.9))),
        Arguments.of(
            new StopRun(),
            List.of(
                signal(0, SignalKind.VOLUME_BURST, -1, 99.8),
                signal(4, SignalKind.SWEEP, -1, 99.5),
                signal(40, SignalKind.RECLAIM, 1, 100))),
        Arguments.of(
            new ThinBook(),
            List.of(
                signal(0, SignalKind.BOOK_THIN, 0, 100),
                signal(10, SignalKind.SPREAD_WIDE, 0, 100))),
        Arguments.of(
            new FundingUnwind(),
            List.of(
                signal(0, SignalKind.FUNDING_EXTREME, 1, 100),
                signal(3 * HOUR, SignalKind.MOVE, -1, 98),
                signal(6 * HOUR, SignalKind.FUNDING_EASED, 1, 97))),
        Arguments.of(
            new VenueDislocation(),
            List.of(
                signal(0, SignalKind.VENUES_APART, -1, 99).of("BTC"),
                signal(11, SignalKind.VENUES_STILL_APART, -1, 99).of("BTC"))),
        Arguments.of(
            new Contagion(),
            List.of(
                signal(0, SignalKind.SHOCK, -1, 100).of("MARKET"),
                signal(20, SignalKind.SHOCK, -1, 10, "ETH").of("MARKET"),
                signal(30, SignalKind.SHOCK, -1, 1, "XRP").of("MARKET"),
                signal(50, SignalKind.SHOCK, -1, 5, "SOL").of("MARKET"))),
        Arguments.of(
            new StressedOutage(),
            List.of(signal(0, SignalKind.SHOCK, -1, 99), signal(60, SignalKind.FEED_LOST, 0, 99))));
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void theSequenceMatchesOnce(SignalPattern pattern, List<SignalEvent> signals) throws Exception {
    assertThat(count(pattern, signals)).isEqualTo(1);
    try (PatternHarness harness = new PatternHarness(pattern)) {
      for (SignalEvent signal : signals) {
        harness.send(signal);
      }
      // The order of arrival within the watermark does not count.
      try (PatternHarness reversed = new PatternHarness(pattern)) {
        for (int i = signals.size() - 1; i >= 0; i--) {
          reversed.send(signals.get(i));
        }
        assertThat(reversed.watermark(48 * HOUR).matches())
            .isEqualTo(harness.watermark(48 * HOUR).matches());
      }
      assertThat(harness.directives()).hasSizeLessThanOrEqualTo(1);
      for (RegimeDirective directive : harness.directives()) {
        SignalEvent last = signals.get(signals.size() - 1);
        assertThat(directive.scope()).isEqualTo(last.scope());
        assertThat(directive.eventTimeNs()).isEqualTo(last.eventTimeNs());
        assertThat(directive.untilNs()).isGreaterThan(directive.eventTimeNs());
        assertThat(directive.confidence()).isBetween(0.5, 1.0);
        assertThat(RegimeDirectiveJson.decode(RegimeDirectiveJson.encode(directive)))
            .isEqualTo(directive);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void withoutAnyOneOfItsSignalsItDoesNotMatch(SignalPattern pattern, List<SignalEvent> signals)
      throws Exception {
    for (int i = 0; i < signals.size(); i++) {
      List<SignalEvent> without = new ArrayList<>(signals);
      without.remove(i);
      assertThat(count(pattern, without)).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void tooSlowlyItDoesNotMatch(SignalPattern pattern, List<SignalEvent> signals) throws Exception {
    List<SignalEvent> slow = new ArrayList<>(signals.subList(0, signals.size() - 1));
    SignalEvent last = signals.get(signals.size() - 1);
    double after = pattern.within().toSeconds() + 1;
    slow.add(
        signal(after, last.kind(), last.direction(), last.price(), last.underlying())
            .of(last.scope()));
    assertThat(count(pattern, slow)).isZero();
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void overTwoScopesItDoesNotMatch(SignalPattern pattern, List<SignalEvent> signals)
      throws Exception {
    List<SignalEvent> apart = new ArrayList<>();
    for (int i = 0; i < signals.size(); i++) {
      apart.add(i == 0 ? signals.get(i).of("ELSEWHERE") : signals.get(i));
    }
    assertThat(count(pattern, apart)).isZero();
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void aSignalBehindTheWatermarkIsPutAsideAndCannotMatch(
      SignalPattern pattern, List<SignalEvent> signals) throws Exception {
    for (int i = 0; i < signals.size(); i++) {
      try (PatternHarness harness = new PatternHarness(pattern)) {
        for (int j = 0; j < signals.size(); j++) {
          if (j != i) {
            harness.send(signals.get(j));
          }
        }
        harness.watermark(7 * HOUR);
        harness.send(signals.get(i)).watermark(48 * HOUR);
        assertThat(harness.late()).containsExactly(signals.get(i));
        assertThat(harness.matches()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void aPartialMatchIsCompletedOnceAfterARestoreAlsoByMoreSubtasks(
      SignalPattern pattern, List<SignalEvent> signals) throws Exception {
    for (int cut = 1; cut < signals.size(); cut++) {
      for (int parallelism : new int[] {1, 3}) {
        assertThat(matchesAcrossRestore(pattern, signals, cut, parallelism)).isEqualTo(1);
      }
    }
  }

  private static int matchesAcrossRestore(
      SignalPattern pattern, List<SignalEvent> signals, int cut, int parallelism) throws Exception {
    try (PatternHarness first = new PatternHarness(pattern)) {
      for (SignalEvent signal : signals.subList(0, cut)) {
        first.send(signal);
      }
      double at = (signals.get(cut - 1).eventTimeNs() / 1e6 - PatternHarness.START_MS) / 1e3;
      first.watermark(at);
      assertThat(first.matches()).isEmpty();
      var state = first.snapshot();
      int matches = 0;
      for (int subtask = 0; subtask < parallelism; subtask++) {
        matches += rest(pattern, signals.subList(cut, signals.size()), state, parallelism, subtask);
      }
      return matches;
    }
  }

  private static int rest(
      SignalPattern pattern,
      List<SignalEvent> signals,
      OperatorSubtaskState state,
      int parallelism,
      int subtask)
      throws Exception {
    try (PatternHarness harness = new PatternHarness(pattern, state, parallelism, subtask)) {
      for (SignalEvent signal : signals) {
        if (PatternHarness.owns(signal.scope(), parallelism, subtask)) {
          harness.send(signal);
        }
      }
      return harness.watermark(48 * HOUR).matches().size();
    }
  }

  @Test
  void aFallThatCameBackIsNoCrash() throws Exception {
    List<SignalEvent> paused =
        List.of(
            signal(0, SignalKind.MOVE, -1, 98.5),
            signal(300, SignalKind.REBOUND, 1, 99.5),
            signal(600, SignalKind.DEEP_MOVE, -1, 97));
    assertThat(count(new FlashCrash(), paused)).isZero();
    List<SignalEvent> rise =
        List.of(signal(0, SignalKind.MOVE, 1, 102), signal(9, SignalKind.DEEP_MOVE, 1, 103));
    assertThat(count(new FlashCrash(), rise)).isZero();
  }

  @Test
  void remindersOfOneFallAreOneCrash() throws Exception {
    List<SignalEvent> reminded =
        List.of(
            signal(0, SignalKind.MOVE, -1, 98.5),
            signal(900, SignalKind.MOVE, -1, 98.3),
            signal(1800, SignalKind.MOVE, -1, 98.4),
            signal(2000, SignalKind.DEEP_MOVE, -1, 97));
    assertThat(count(new FlashCrash(), reminded)).isEqualTo(1);
  }

  @Test
  void liquidationsAtABetterPriceAreNoCascade() throws Exception {
    List<SignalEvent> better =
        List.of(
            signal(0, SignalKind.LIQUIDATIONS, -1, 100),
            signal(20, SignalKind.SHOCK, -1, 99),
            signal(60, SignalKind.LIQUIDATIONS, -1, 100.2));
    assertThat(count(new LiquidationCascade(), better)).isZero();
    List<SignalEvent> other =
        List.of(
            signal(0, SignalKind.LIQUIDATIONS, -1, 100),
            signal(20, SignalKind.SHOCK, 1, 101),
            signal(60, SignalKind.LIQUIDATIONS, -1, 99));
    assertThat(count(new LiquidationCascade(), other)).isZero();
  }

  @Test
  void aSpreadThatIsBackBeforeTheBookThinsIsNoThinBook() throws Exception {
    List<SignalEvent> back =
        List.of(
            signal(0, SignalKind.SPREAD_WIDE, 0, 100),
            signal(5, SignalKind.SPREAD_BACK, 0, 100),
            signal(10, SignalKind.BOOK_THIN, 0, 100));
    assertThat(count(new ThinBook(), back)).isZero();
  }

  @Test
  void aReclaimOfTheOtherSideIsNoStopRun() throws Exception {
    List<SignalEvent> other =
        List.of(
            signal(0, SignalKind.SWEEP, -1, 99.5),
            signal(4, SignalKind.VOLUME_BURST, -1, 99.6),
            signal(40, SignalKind.RECLAIM, -1, 100));
    assertThat(count(new StopRun(), other)).isZero();
  }

  @Test
  void aMoveWithTheCrowdIsNoUnwind() throws Exception {
    List<SignalEvent> along =
        List.of(
            signal(0, SignalKind.FUNDING_EXTREME, 1, 100),
            signal(HOUR, SignalKind.MOVE, 1, 102),
            signal(2 * HOUR, SignalKind.FUNDING_EASED, 1, 102));
    assertThat(count(new FundingUnwind(), along)).isZero();
  }

  @Test
  void anotherVenueThatIsApartDoesNotComplete() throws Exception {
    List<SignalEvent> other =
        List.of(
            signal(0, SignalKind.VENUES_APART, -1, 99).of("BTC"),
            signal(11, SignalKind.VENUES_STILL_APART, -1, 99, "ETH").of("BTC"));
    assertThat(count(new VenueDislocation(), other)).isZero();
    List<SignalEvent> closed =
        List.of(
            signal(0, SignalKind.VENUES_APART, -1, 99).of("BTC"),
            signal(5, SignalKind.VENUES_TOGETHER, -1, 99).of("BTC"),
            signal(11, SignalKind.VENUES_STILL_APART, -1, 99).of("BTC"));
    assertThat(count(new VenueDislocation(), closed)).isZero();
  }

  @Test
  void contagionTakesThreeOthersTheSameWayAfterTheLeader() throws Exception {
    List<SignalEvent> twice =
        List.of(
            signal(0, SignalKind.SHOCK, -1, 100).of("MARKET"),
            signal(20, SignalKind.SHOCK, -1, 10, "ETH").of("MARKET"),
            signal(30, SignalKind.SHOCK, -1, 10, "ETH").of("MARKET"),
            signal(50, SignalKind.SHOCK, -1, 5, "SOL").of("MARKET"));
    assertThat(count(new Contagion(), twice)).isZero();
    List<SignalEvent> mixed =
        List.of(
            signal(0, SignalKind.SHOCK, -1, 100).of("MARKET"),
            signal(20, SignalKind.SHOCK, 1, 10, "ETH").of("MARKET"),
            signal(30, SignalKind.SHOCK, -1, 1, "XRP").of("MARKET"),
            signal(50, SignalKind.SHOCK, -1, 5, "SOL").of("MARKET"));
    assertThat(count(new Contagion(), mixed)).isZero();
  }

  @Test
  void withinAMillisecondTheOrderOfArrivalDoesNotCount() throws Exception {
    List<SignalEvent> inOrder =
        List.of(
            signal(0.0001, SignalKind.SHOCK, -1, 100).of("MARKET"),
            signal(0.0002, SignalKind.SHOCK, -1, 10, "ETH").of("MARKET"),
            signal(0.0003, SignalKind.SHOCK, -1, 1, "XRP").of("MARKET"),
            signal(0.0004, SignalKind.SHOCK, -1, 5, "SOL").of("MARKET"));
    List<SignalEvent> signals = new ArrayList<>(inOrder);
    Random random = new Random(4);
    for (int i = 0; i < 10; i++) {
      Collections.shuffle(signals, random);
      assertThat(count(new Contagion(), signals)).as("%s", signals).isEqualTo(1);
    }
  }

  @Test
  void aCrashIsTheOnlyOneThatSpeaksForCrash() throws Exception {
    for (Arguments arguments : sequences().toList()) {
      SignalPattern pattern = (SignalPattern) arguments.get()[0];
      try (PatternHarness harness = new PatternHarness(pattern)) {
        for (Object signal : (List<?>) arguments.get()[1]) {
          harness.send((SignalEvent) signal);
        }
        for (RegimeDirective directive : harness.watermark(48 * HOUR).directives()) {
          assertThat(directive.regime() == Regime.CRASH)
              .isEqualTo(pattern.name().equals("flash-crash"));
        }
      }
    }
  }

  @Test
  void namesAndUidsAreUniqueAndEveryPatternIsTested() {
    Set<String> uids = new HashSet<>();
    SignalPatterns.all().forEach(pattern -> uids.add(pattern.uid()));
    assertThat(uids).hasSize(SignalPatterns.all().size());
    Set<String> tested = new HashSet<>();
    sequences().forEach(one -> tested.add(((SignalPattern) one.get()[0]).uid()));
    assertThat(tested).isEqualTo(uids);
  }

  /** A day of random signals every few seconds: what is kept of a key follows from its windows. */
  @ParameterizedTest
  @MethodSource("sequences")
  void stateStaysBoundedUnderRandomSignals(SignalPattern pattern, List<SignalEvent> signals)
      throws Exception {
    Random random = new Random(5);
    SignalKind[] kinds = SignalKind.values();
    try (PatternHarness harness = new PatternHarness(pattern)) {
      int half = 0;
      int most = 0;
      for (int i = 0; i < 5000; i++) {
        double at = i * 20.0;
        SignalKind kind = kinds[random.nextInt(kinds.length)];
        harness.send(signal(at, kind, random.nextBoolean() ? 1 : -1, 100 + random.nextInt(9)));
        harness.watermark(at);
        int entries = harness.keyedEntries();
        if (i < 2500) {
          half = Math.max(half, entries);
        } else {
          most = Math.max(most, entries);
        }
      }
      assertThat(most).isLessThanOrEqualTo(half + half / 4 + 8);
    }
  }
}
