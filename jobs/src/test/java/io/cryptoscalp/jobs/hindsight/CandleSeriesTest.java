package io.cryptoscalp.jobs.hindsight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.regime.markov.ObservationSpec;
import io.cryptoscalp.models.candles.CandleFile;
import io.cryptoscalp.models.regime.RegimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of candles that a venue published out of step? */
class CandleSeriesTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final long HOUR = 60 * MINUTE;

  @TempDir private Path folder = Path.of("");

  private CandleInput input(long... minutes) throws IOException {
    StringBuilder text = new StringBuilder();
    for (long minute : minutes) {
      long price = 100 + minute / 60;
      text.append(1_600_000_000_000L / 3_600_000 * 3_600_000 + minute * 60_000);
      text.append((",P".repeat(4) + ",1\n").replace("P", Long.toString(price)));
    }
    Path file = Files.writeString(folder.resolve("BTC-1h.csv"), text);
    return CandleInput.ofFile(file, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void aCandleInTwoIntervalsIsLeftOut() throws IOException {
    // Hours, then two that begin 28 minutes late, and hours again from 32 minutes after these.
    CandleFile file = input(0, 60, 120, 208, 268, 300, 360, 420).read();
    assertThat(file.intervalNs()).isEqualTo(HOUR);
    RegimeSeries series = CandleSeries.of(file, new ObservationSpec(HOUR, false, 1));
    assertThat(series.bars()).isEqualTo(6);
    assertThat(series.closes())
        .containsExactly(100, 101, 102, Double.NaN, Double.NaN, 105, 106, 107);
    assertThat(series.rows()[5]).isNaN();
    assertThat(series.rows()[6]).isEqualTo(StrictMath.log(106.0 / 105));
  }

  @Test
  void candlesLongerThanTheIntervalAreRefused() throws IOException {
    CandleFile file = input(0, 60, 120, 180).read();
    assertThatThrownBy(() -> CandleSeries.of(file, new ObservationSpec(30 * MINUTE, false, 1)))
        .hasMessageStartingWith("REGIME_BAR_TOO_LONG: ");
    CandleFile shifted = input(30, 90, 150, 210).read();
    assertThatThrownBy(() -> CandleSeries.of(shifted, new ObservationSpec(HOUR, false, 1)))
        .hasMessageStartingWith("REGIME_BAR_TOO_LONG: ");
    assertThat(CandleSeries.of(shifted, new ObservationSpec(2 * HOUR, false, 1)).bars())
        .isEqualTo(2);
  }

  @Test
  void readsTheSpanThatIsAskedFor() throws IOException {
    CandleInput all = input(0, 60, 120, 180, 240);
    long first = all.read().candles().get(0).openTimeNs();
    CandleInput part = CandleInput.ofFile(Path.of(all.file()), first + HOUR, first + 4 * HOUR);
    assertThat(part.name()).isEqualTo("BTC-1h");
    assertThat(part.read().candles()).hasSize(3);
    CandleInput none = CandleInput.ofFile(Path.of(all.file()), first + 4 * HOUR, Long.MAX_VALUE);
    assertThatThrownBy(none::read)
        .hasMessageStartingWith("CANDLES_MISSING: name=BTC-1h candles=1 expected=2 or more");
    CandleInput nowhere = CandleInput.ofFile(folder.resolve("none.csv"), 0, 1);
    assertThatThrownBy(nowhere::read).hasMessageStartingWith("CANDLE_FILE_MISSING: file=");
  }
}
