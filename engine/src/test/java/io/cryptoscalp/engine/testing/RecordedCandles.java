package io.cryptoscalp.engine.testing;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.instrument.Instrument;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Recorded candles as time bars. */
public final class RecordedCandles {
  private RecordedCandles() {}

  /**
   * Loads a gzip of CSV lines with a header or of one JSON array of arrays, each {@code open time
   * ms, open, high, low, close, volume, ...}; skips the calling test without its data set.
   *
   * @param intervalNs length of a candle
   * @param fromMs first open time
   * @param toMs open time to stop before
   */
  public static List<Bar> load(
      Instrument instrument, String file, long intervalNs, long fromMs, long toMs) {
    List<Bar> bars = new ArrayList<>();
    try (BufferedReader reader = RecordedData.open(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        for (String row : line.split("\\]", -1)) {
          String numbers = row.replace("[", "").trim();
          String[] cells =
              (numbers.startsWith(",") ? numbers.substring(1) : numbers).split(",", -1);
          if (cells.length < 6 || !Character.isDigit(cells[0].trim().charAt(0))) {
            continue;
          }
          long openMs = Long.parseLong(cells[0].trim());
          if (openMs >= fromMs && openMs < toMs) {
            bars.add(bar(instrument, cells, openMs * 1_000_000L, intervalNs, bars.size()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return bars;
  }

  private static Bar bar(
      Instrument instrument, String[] cells, long openNs, long intervalNs, long sequence) {
    double close = Double.parseDouble(cells[4]);
    double volume = Double.parseDouble(cells[5]);
    return new Bar(
        instrument.id(),
        BarOptions.timeSpec(intervalNs),
        openNs,
        openNs + intervalNs,
        instrument.scalePrice(Double.parseDouble(cells[1])),
        instrument.scalePrice(Double.parseDouble(cells[2])),
        instrument.scalePrice(Double.parseDouble(cells[3])),
        instrument.scalePrice(close),
        volume,
        volume * close,
        cells.length > 9 ? Double.parseDouble(cells[9]) : volume / 2,
        1,
        sequence);
  }
}
