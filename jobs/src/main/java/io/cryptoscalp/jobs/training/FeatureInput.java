package io.cryptoscalp.jobs.training;

import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.jobs.hindsight.CandleInput;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.candles.CandleFeatureSource;
import io.cryptoscalp.models.candles.CandleFile;
import io.cryptoscalp.models.dataset.CsvFeatureSource;
import io.cryptoscalp.models.dataset.FeatureSource;
import io.cryptoscalp.models.dataset.JdbcFeatureSource;
import io.cryptoscalp.models.dataset.ParquetFeatureSource;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Where the feature history of a task is: what one task reads from its beginning to its end. */
public sealed interface FeatureInput extends Serializable {
  /** What people call it. */
  String name();

  /** Instruments to read; empty for all there are. */
  List<String> instruments();

  /**
   * Opens it.
   *
   * @throws IOException when a file cannot be read
   * @throws ModelException as the sources say
   * @throws IllegalArgumentException coded, as {@link CandleInput#read} says
   */
  FeatureSource open() throws IOException;

  /**
   * Candles of one instrument, whose features are computed by the task.
   *
   * @param candles where they are
   * @param terms features as the catalogue selects them
   * @param intervalNs length that the candles must have, ns
   */
  record Candles(CandleInput candles, List<String> terms, long intervalNs) implements FeatureInput {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return candles.name();
    }

    @Override
    public List<String> instruments() {
      return List.of();
    }

    @Override
    public FeatureSource open() throws IOException {
      CandleFile file = candles.read();
      if (file.intervalNs() != intervalNs) {
        throw new ModelException(
            "DATASET_INTERVAL_MIXED",
            "candles="
                + candles.name()
                + " intervalNs="
                + file.intervalNs()
                + " expected="
                + intervalNs);
      }
      return new CandleFeatureSource(
          FeatureOptions.defaults().withSelect(terms), new TreeMap<>(Map.of(candles.name(), file)));
    }
  }

  /**
   * A file of features: Parquet when its name ends so, CSV otherwise.
   *
   * @param file its path
   * @param instruments to read; empty for all
   */
  record FeatureFile(String file, List<String> instruments) implements FeatureInput {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return String.valueOf(Path.of(file).getFileName());
    }

    @Override
    public FeatureSource open() {
      Path path = Path.of(file);
      return file.endsWith(".parquet")
          ? new ParquetFeatureSource(path)
          : new CsvFeatureSource(path);
    }
  }

  /**
   * Features stored in ClickHouse.
   *
   * @param jdbcUrl its address
   * @param user its user
   * @param password its password; never printed
   * @param instrument to read
   */
  record Stored(String jdbcUrl, String user, String password, String instrument)
      implements FeatureInput {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return instrument;
    }

    @Override
    public List<String> instruments() {
      return List.of(instrument);
    }

    @Override
    public FeatureSource open() {
      Properties properties = new Properties();
      properties.setProperty("user", user);
      properties.setProperty("password", password);
      return new JdbcFeatureSource(jdbcUrl, properties);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Stored[" + instrument + "]";
    }
  }
}
