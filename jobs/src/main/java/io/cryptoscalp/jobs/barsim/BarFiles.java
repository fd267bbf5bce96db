package io.cryptoscalp.jobs.barsim;

import io.cryptoscalp.engine.barsim.BarSeries;
import io.cryptoscalp.engine.barsim.BarSeriesBuilder;
import io.cryptoscalp.models.candles.Candle;
import io.cryptoscalp.models.candles.CandleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bars of candle files ({@link CandleFile}: CSV or JSON, plain, gzip or zip). The instrument is the
 * file's name up to its interval, as the venue's archives write it ({@code
 * BTCUSDT-1m-2026-02.zip}); several files of one instrument make one series, in order of time.
 */
public final class BarFiles {
  private static final Pattern INTERVAL = Pattern.compile("[-_]\\d+(s|m|h|d|w|mo)([-_.]|$)");
  private static final int MOST_DECIMALS = 8;

  private BarFiles() {}

  /**
   * Reads files.
   *
   * @param fromNs candles that open before are left out, ns since the epoch
   * @param toNs candles that open then or later are left out
   * @return series by instrument
   * @throws IllegalArgumentException {@code CANDLE_FILE_MISSING}, as {@link CandleFile#read},
   *     {@code BAR_INVALID} where files of an instrument overlap, {@code BARS_MISSING}
   */
  public static SortedMap<String, BarSeries> read(List<Path> files, long fromNs, long toNs)
      throws IOException {
    SortedMap<String, List<CandleFile>> byInstrument = new TreeMap<>();
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException("CANDLE_FILE_MISSING: file=" + file);
      }
      byInstrument
          .computeIfAbsent(instrument(file), name -> new ArrayList<>())
          .add(CandleFile.read(file));
    }
    SortedMap<String, BarSeries> series = new TreeMap<>();
    for (Map.Entry<String, List<CandleFile>> entry : byInstrument.entrySet()) {
      series.put(entry.getKey(), join(entry.getKey(), entry.getValue(), fromNs, toNs));
    }
    return series;
  }

  /** The instrument that a file's name tells. */
  public static String instrument(Path file) {
    String name = String.valueOf(file.getFileName());
    Matcher interval = INTERVAL.matcher(name);
    int end = interval.find() ? interval.start() : name.indexOf('.');
    return end > 0 ? name.substring(0, end) : name;
  }

  private static BarSeries join(String name, List<CandleFile> files, long fromNs, long toNs) {
    List<CandleFile> ordered = new ArrayList<>(files);
    ordered.sort(
        (a, b) -> Long.compare(a.candles().get(0).openTimeNs(), b.candles().get(0).openTimeNs()));
    BarSeriesBuilder builder = new BarSeriesBuilder(name);
    SortedMap<Long, Integer> distances = new TreeMap<>();
    long before = Long.MIN_VALUE;
    for (CandleFile file : ordered) {
      for (Candle candle : file.candles()) {
        long open = candle.openTimeNs();
        if (open < fromNs || open >= toNs) {
          continue;
        }
        builder.add(
            open, candle.open(), candle.high(), candle.low(), candle.close(), candle.volume());
        if (before != Long.MIN_VALUE) {
          distances.merge(open - before, 1, Integer::sum);
        }
        before = open;
      }
    }
    return builder.build(usual(distances, ordered.get(0).intervalNs()));
  }

  /** The most frequent distance, of equally frequent ones the shortest. */
  private static long usual(SortedMap<Long, Integer> distances, long otherwise) {
    long usual = otherwise;
    int most = 0;
    for (Map.Entry<Long, Integer> distance : distances.entrySet()) {
      if (distance.getValue() > most) {
        most = distance.getValue();
        usual = distance.getKey();
      }
    }
    return usual;
  }

  /** The power of ten, 1 to 1e-8, that all prices of a series are multiples of. */
  public static double tickSize(BarSeries series) {
    double parts = 1;
    int decimals = 0;
    for (int i = 0; i < series.size() && decimals < MOST_DECIMALS; i++) {
      while (decimals < MOST_DECIMALS
          && !(isWhole(series.open(i) * parts)
              && isWhole(series.high(i) * parts)
              && isWhole(series.low(i) * parts)
              && isWhole(series.close(i) * parts))) {
        parts *= 10;
        decimals++;
      }
    }
    return 1 / parts;
  }

  private static boolean isWhole(double value) {
    return Math.abs(value - Math.rint(value)) < 1e-6 * Math.max(1, value * 1e-6);
  }
}
