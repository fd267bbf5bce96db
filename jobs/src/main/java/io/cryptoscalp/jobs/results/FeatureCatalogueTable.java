package io.cryptoscalp.jobs.results;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Writes what each position of {@code features.values} means. Writing the same set again changes
 * nothing.
 */
public final class FeatureCatalogueTable {
  private static final String INSERT =
      "INSERT INTO feature_catalogue (feature_set, position, name, definition, unit, value_range,"
          + " warm_up, source, family, timeframe, warm_up_bars, inputs)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private FeatureCatalogueTable() {}

  /**
   * Writes the catalogue of a feature set.
   *
   * @param connection to a migrated database
   * @throws SQLException when ClickHouse refuses the rows
   */
  public static void write(Connection connection, FeatureCatalogue catalogue) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int i = 0; i < catalogue.size(); i++) {
        FeatureDefinition feature = catalogue.get(i);
        insert.setString(1, catalogue.setId());
        insert.setLong(2, i);
        insert.setString(3, feature.id());
        insert.setString(4, feature.definition());
        insert.setString(5, feature.unit());
        insert.setString(6, feature.min() + ".." + feature.max());
        insert.setString(7, feature.warmUp());
        insert.setString(8, feature.source());
        insert.setString(9, feature.family());
        insert.setString(10, feature.timeframe());
        insert.setLong(11, feature.warmUpBars());
        insert.setString(12, feature.inputs());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
