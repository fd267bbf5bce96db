package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.jobs.hindsight.CandleInput;
import io.cryptoscalp.models.candles.CandleFeatureSource;
import io.cryptoscalp.models.candles.CandleFile;
import io.cryptoscalp.models.dataset.DatasetBuild;
import io.cryptoscalp.models.dataset.DatasetBuilder;
import io.cryptoscalp.models.dataset.DatasetFolder;
import io.cryptoscalp.models.dataset.FeatureQuery;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@code train all} learns from: a dataset's folder, or examples made of candles. */
final class ZooInput {
  private ZooInput() {}

  /**
   * Reads the examples.
   *
   * @throws CliException when a path is not there or the candles have no one length
   */
  static DatasetBuild read(ZooOptions options) throws IOException {
    Path first = options.input().get(0);
    if (DatasetFolder.exists(first)) {
      if (options.input().size() > 1) {
        throw new CliException(ExitCodes.USAGE, "One dataset is trained on at a time.");
      }
      return DatasetFolder.read(first);
    }
    Candles candles = candles(options);
    CandleFeatureSource source = candles.source(options);
    FeatureQuery query = FeatureQuery.all(source.featureSet());
    return DatasetBuilder.read(source, query, options.dataset(candles.intervalNs()));
  }

  /** Whether the input is candles rather than a dataset's folder. */
  static boolean isCandles(ZooOptions options) {
    return !DatasetFolder.exists(options.input().get(0));
  }

  /**
   * Candles by instrument.
   *
   * @param files by name
   * @param intervalNs length of all of them
   */
  record Candles(SortedMap<String, CandleFile> files, long intervalNs) {
    /** Their length as feature ids end, {@code 1m}. */
    String timeframe() {
      long minutes = intervalNs / 60_000_000_000L;
      return minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
    }

    /** Their features. */
    CandleFeatureSource source(ZooOptions options) {
      FeatureOptions features = FeatureOptions.defaults();
      if (!options.select().isEmpty()) {
        features = features.withSelect(options.select());
      }
      return new CandleFeatureSource(features, files);
    }
  }

  /**
   * Reads the candles.
   *
   * @throws CliException when a path is not there or the candles have no one length
   */
  static Candles candles(ZooOptions options) throws IOException {
    SortedMap<String, CandleFile> candles = new TreeMap<>();
    long intervalNs = 0;
    for (Path file : files(options.input())) {
      CandleInput input = CandleInput.ofFile(file, Long.MIN_VALUE, Long.MAX_VALUE);
      CandleFile read = input.read();
      if (intervalNs != 0 && read.intervalNs() != intervalNs) {
        throw new CliException(
            ExitCodes.CONFIGURATION, "Candles of one length are wanted; " + file + " differs.");
      }
      intervalNs = read.intervalNs();
      candles.put(input.name(), read);
    }
    return new Candles(candles, intervalNs);
  }

  /** The files given and those of folders given, by name. */
  private static List<Path> files(List<Path> given) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : given) {
      if (Files.isDirectory(path)) {
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(path, "*.{csv,json,gz}")) {
          inside.forEach(files::add);
        }
      } else if (Files.isRegularFile(path)) {
        files.add(path);
      } else {
        throw new CliException(ExitCodes.CONFIGURATION, "CANDLE_FILE_MISSING: file=" + path);
      }
    }
    Collections.sort(files);
    if (files.isEmpty()) {
      throw new CliException(ExitCodes.CONFIGURATION, "No candle files in " + given + ".");
    }
    return files;
  }
}
