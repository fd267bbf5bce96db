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
    FeatureOptions features = FeatureOptions.defaults();
    if (!options.select().isEmpty()) {
      features = features.withSelect(options.select());
    }
    CandleFeatureSource source = new CandleFeatureSource(features, candles);
    FeatureQuery query = FeatureQuery.all(source.featureSet());
    return DatasetBuilder.read(source, query, options.dataset(intervalNs));
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
