package io.cryptoscalp.models.family.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.Bar;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartImageTest {
  @Test
  void wicksBodiesAndVolumesLieWhereTheyShould() {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < ChartImage.WIDTH; i++) {
      boolean rises = i % 2 == 0;
      // body from a quarter to a half of the height, wick over all of it
      bars.add(bar(rises ? 100 : 150, 250, 50, rises ? 150 : 100, i == 0 ? 8 : 4));
    }
    float[] image = ChartImage.draw(bars, bars.size() - 1);
    assertThat(column(image, 0, 0, 0, 23)).containsOnly(0.5f);
    assertThat(column(image, 0, 0, 24, 35)).containsOnly(1);
    assertThat(column(image, 0, 1, 24, 35)).containsOnly(-1);
    assertThat(column(image, 0, 1, 37, 47)).containsOnly(0.5f);
    assertThat(column(image, 1, 0, 0, 47)).containsOnly(1);
    assertThat(column(image, 1, 1, 0, 23)).containsOnly(0);
    assertThat(column(image, 1, 1, 24, 47)).containsOnly(1);
  }

  @Test
  void unitsDoNotMatter() {
    List<Bar> bars = SyntheticCharts.bars(Charts.instrument(), 200, 3);
    List<Bar> scaled = new ArrayList<>();
    for (Bar bar : bars) {
      scaled.add(
          bar(4 * bar.open(), 4 * bar.high(), 4 * bar.low(), 4 * bar.close(), bar.volume() * 1024));
    }
    assertThat(ChartImage.draw(scaled, 150)).isEqualTo(ChartImage.draw(bars, 150));
  }

  @Test
  void aFlatMarketIsDrawn() {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < ChartImage.WIDTH; i++) {
      bars.add(bar(100, 100, 100, 100, 0));
    }
    float[] image = ChartImage.draw(bars, bars.size() - 1);
    assertThat(column(image, 0, 5, 24, 24)).containsOnly(1);
    assertThat(column(image, 1, 5, 0, 47)).containsOnly(0);
  }

  private static float[] column(float[] image, int layer, int column, int from, int to) {
    float[] values = new float[to - from + 1];
    for (int row = from; row <= to; row++) {
      values[row - from] = image[(layer * ChartImage.HEIGHT + row) * ChartImage.WIDTH + column];
    }
    return values;
  }

  private static Bar bar(long open, long high, long low, long close, double volume) {
    return new Bar("X", "time-1m", 0, 1, open, high, low, close, volume, volume, volume, 1, 1);
  }
}
