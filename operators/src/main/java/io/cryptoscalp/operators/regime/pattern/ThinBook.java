package io.cryptoscalp.operators.regime.pattern;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import java.time.Duration;
import org.apache.flink.cep.pattern.Pattern;

/**
 * The spread blows out and the book thins, in either order, before the first of them is over.
 *
 * <pre>spread wide ---- not back ----> book thin
 * book thin   ---- not back ----> spread wide</pre>
 */
public final class ThinBook extends SignalPattern {
  private static final long serialVersionUID = 1L;

  /** Creates it. */
  public ThinBook() {
    super(
        "thin-book",
        1,
        Scope.INSTRUMENT,
        Duration.ofMinutes(2),
        Regime.VOLATILE,
        Duration.ofMinutes(10),
        SignalKind.SPREAD_WIDE,
        SignalKind.SPREAD_BACK,
        SignalKind.BOOK_THIN,
        SignalKind.BOOK_BACK);
  }

  @Override
  Pattern<SignalEvent, ?> sequence() {
    return begin("first", Conditions.is(SignalKind.SPREAD_WIDE, SignalKind.BOOK_THIN))
        .notFollowedBy("back")
        .where(Conditions.against("first", (first, signal) -> signal.kind() == endOf(first.kind())))
        .followedBy("second")
        .where(
            Conditions.against(
                "first", (first, signal) -> signal.kind() == otherThan(first.kind())));
  }

  private static SignalKind endOf(SignalKind first) {
    return first == SignalKind.SPREAD_WIDE ? SignalKind.SPREAD_BACK : SignalKind.BOOK_BACK;
  }

  private static SignalKind otherThan(SignalKind first) {
    return first == SignalKind.SPREAD_WIDE ? SignalKind.BOOK_THIN : SignalKind.SPREAD_WIDE;
  }
}
