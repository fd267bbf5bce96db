package io.cryptoscalp.engine.features.volatility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import io.cryptoscalp.engine.features.graph.BarOracle;
import org.junit.jupiter.api.Test;

/** Do ranges and bands equal TA-Lib's from its first value on? */
class VolatilityTaLibTest {
  private final Core talib = new Core();

  @Test
  void equalsOnRecordedCandles() {
    compare(BarOracle.recorded(new VolatilityFamily()));
  }

  @Test
  void equalsOnASeededMarket() {
    compare(BarOracle.seeded(new VolatilityFamily()));
  }

  private void compare(BarOracle bars) {
    int end = bars.size() - 1;
    for (int n : new int[] {7, 14, 21}) {
      bars.sameAsTaLib(
          "atr_" + n,
          (b, c, out) -> talib.atr(0, end, bars.high, bars.low, bars.close, n, b, c, out),
          (atr, i) -> atr / bars.close[i] * 1e4);
      bars.sameAsTaLib(
          "atr_" + n,
          (b, c, out) -> talib.natr(0, end, bars.high, bars.low, bars.close, n, b, c, out),
          (percent, i) -> percent * 100);
    }
    for (int n : new int[] {10, 20, 50}) {
      bands(bars, n, n == 20 ? "" : "_" + n);
    }
  }

  // TA-Lib takes the variance as a difference of means of squares, of which at this price level
  // some four digits are left where the closes lie close together. The price levels of the bands
  // are compared; that the deviation itself is right, ta4j and the naive twin say.
  private void bands(BarOracle bars, int n, String suffix) {
    int size = bars.size();
    double[] upper = new double[size];
    double[] middle = new double[size];
    double[] lower = new double[size];
    MInteger begin = new MInteger();
    talib.bbands(
        0, size - 1, bars.close, n, 2, 2, MAType.Sma, begin, new MInteger(), upper, middle, lower);
    double[] width = bars.values("bollinger_width" + suffix);
    double[] position = bars.values("bollinger_b" + suffix);
    for (int i = begin.value; i < size; i++) {
      int at = i - begin.value;
      double span = width[i] * 1e-4 * middle[at];
      near(bars.close[i], upper[at] - lower[at], span, i);
      if (!Double.isNaN(position[i])) {
        near(bars.close[i], lower[at], bars.close[i] - position[i] * span, i);
      }
    }
  }

  private static void near(double price, double expected, double found, int i) {
    assertThat(found).as("band at %s", i).isCloseTo(expected, within(1e-8 * price));
  }
}
