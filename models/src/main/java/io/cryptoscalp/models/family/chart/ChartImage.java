package io.cryptoscalp.models.family.chart;

import io.cryptoscalp.engine.event.Bar;
import java.util.List;

/**
 * Draws candles: one column a bar, newest right, in two layers of {@value #HEIGHT} by {@value
 * #WIDTH}. Layer 0 is price, from the lowest low at the bottom row to the highest high at the top:
 * wicks 0.5, bodies 1 where the bar rose and -1 where it fell. Layer 1 is volume as bars from the
 * bottom, 1 where filled, the largest as high as the layer. Neither price nor volume has a unit in
 * it.
 */
public final class ChartImage {
  /** Bars in an image. */
  public static final int WIDTH = 64;

  /** Rows of a layer. */
  public static final int HEIGHT = 48;

  /** Layers. */
  public static final int LAYERS = 2;

  /** Numbers in an image. */
  public static final int SIZE = LAYERS * HEIGHT * WIDTH;

  private static final float WICK = 0.5f;

  private ChartImage() {}

  /**
   * The image of the {@value #WIDTH} bars that end with one.
   *
   * @param bars in order of time
   * @param last index of the newest bar drawn, at least {@value #WIDTH} - 1
   * @return layers by rows (top first) by columns
   */
  public static float[] draw(List<Bar> bars, int last) {
    int first = last - WIDTH + 1;
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    double volume = 0;
    for (int i = first; i <= last; i++) {
      Bar bar = bars.get(i);
      low = Math.min(low, bar.low());
      high = Math.max(high, bar.high());
      volume = Math.max(volume, bar.volume());
    }
    float[] image = new float[SIZE];
    for (int column = 0; column < WIDTH; column++) {
      Bar bar = bars.get(first + column);
      fill(image, column, row(bar.high(), low, high), row(bar.low(), low, high), WICK);
      long top = Math.max(bar.open(), bar.close());
      long bottom = Math.min(bar.open(), bar.close());
      float body = bar.close() >= bar.open() ? 1 : -1;
      fill(image, column, row(top, low, high), row(bottom, low, high), body);
      if (volume > 0) {
        int filled = (int) Math.round(bar.volume() / volume * HEIGHT);
        fill(image, HEIGHT * WIDTH + column, HEIGHT - filled, HEIGHT - 1, 1);
      }
    }
    return image;
  }

  /** The row of a price, 0 at the top. */
  private static int row(long price, long low, long high) {
    if (high == low) {
      return HEIGHT / 2;
    }
    double height = (double) (price - low) / (high - low);
    return (int) Math.min(HEIGHT - 1, Math.floor((1 - height) * HEIGHT));
  }

  private static void fill(float[] image, int offset, int top, int bottom, float value) {
    for (int row = top; row <= bottom; row++) {
      image[offset + row * WIDTH] = value;
    }
  }
}
