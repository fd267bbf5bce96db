package io.cryptoscalp.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.matching.LatencyModel;
import io.cryptoscalp.engine.matching.MarketFeed;
import io.cryptoscalp.engine.matching.VenueOptions;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Are the points of equity those of their moments, whoever tells the trial how late it is? */
class TrialEquityTest {
  private static final long MS = 1_000_000;
  private static final long GRID = 7 * MS;
  private static final VenueOptions OPTIONS =
      VenueOptions.standard(LatencyModel.constant(10 * MS, 10 * MS));

  private final TrialNotes sink = new TrialNotes();

  @Test
  void marksBetweenEventsChangeNoPoint() {
    List<EquityPoint> without = run(0, false);
    assertThat(without).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    assertThat(without.stream().filter(point -> point.openPositions() > 0).count())
        .isGreaterThan(10);
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(run(seed, false)).as("seed " + seed).isEqualTo(without);
      assertThat(run(seed, true)).as("restored, seed " + seed).isEqualTo(without);
    }
  }

  @Test
  void aFillBetweenTwoEventsStandsAtTheNextMoment() {
    List<EquityPoint> points = run(0, false);
    // Exits reach the venue 10 ms after 500 ms and are heard of 10 ms later; the market's next
    // states are at 502 and 700 ms.
    long flat =
        points.stream()
            .filter(point -> point.openPositions() == 0)
            .filter(point -> atMs(point) > 500 && atMs(point) < 700)
            .count();
    assertThat(flat).isGreaterThan(10);
  }

  private static long atMs(EquityPoint point) {
    return point.timeNs() / MS % 1000;
  }

  /** Marks at random times, none for the seed 0; stored and restored now and then. */
  private List<EquityPoint> run(long seed, boolean restored) {
    SplittableRandom random = new SplittableRandom(seed);
    MarketFeed feed = FreeFillsTest.feed();
    Trial trial = FreeFillsTest.trial(feed, OPTIONS, GRID);
    List<FreeFillsTest.Moment> market = FreeFillsTest.market();
    for (FreeFillsTest.Moment moment : market) {
      feed.add(FreeFillsTest.events(moment));
    }
    sink.points.clear();
    long before = 0;
    for (FreeFillsTest.Moment moment : market) {
      long now = FreeFillsTest.tick(moment).receiveTimeNs();
      for (int i = random.nextInt(4); seed > 0 && before > 0 && i > 0 && now > before; i--) {
        before = random.nextLong(before, now);
        trial.onTime(before, sink);
      }
      if (restored && random.nextInt(20) == 0) {
        StateWriter out = new StateWriter();
        feed.write(out);
        trial.write(out);
        StateReader in = new StateReader(out.toByteArray());
        feed = FreeFillsTest.feed();
        trial = FreeFillsTest.trial(feed, OPTIONS, GRID);
        feed.read(in);
        trial.read(in);
      }
      before = now;
      trial.onTick(FreeFillsTest.tick(moment), sink);
      if (FreeFillsTest.isScored(moment)) {
        Trial current = trial;
        trial.onScored(FreeFillsTest.scored(moment), intent -> current.onIntent(intent, sink));
      }
    }
    trial.end(sink);
    return new ArrayList<>(sink.points);
  }
}
