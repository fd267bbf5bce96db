package io.cryptoscalp.jobs.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Writes certificates to {@code feature_parity}; writing one again changes nothing. */
public final class ParityTable {
  private static final String INSERT =
      "INSERT INTO feature_parity (run_id, position, feature, feature_set, data_hash, frames,"
          + " vectors, live_only, bounded_only, compared, validity_differences, value_differences,"
          + " max_absolute_error, max_relative_error, first_instrument, first_event_time_ns,"
          + " first_live, first_bounded)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private ParityTable() {}

  /**
   * Writes a certificate, a row a feature.
   *
   * @param connection to a migrated database
   * @throws SQLException when ClickHouse refuses the rows
   */
  public static void write(Connection connection, ParityCertificate certificate)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (FeatureTally.Row row : certificate.rows()) {
        FeatureTally.First first = row.first();
        insert.setString(1, certificate.runId());
        insert.setLong(2, row.position());
        insert.setString(3, certificate.features().get(row.position()));
        insert.setString(4, certificate.featureSet());
        insert.setString(5, certificate.dataHash());
        insert.setLong(6, certificate.frames());
        insert.setLong(7, certificate.vectors());
        insert.setLong(8, certificate.liveOnly());
        insert.setLong(9, certificate.boundedOnly());
        insert.setLong(10, row.compared());
        insert.setLong(11, row.validity());
        insert.setLong(12, row.differing());
        insert.setDouble(13, row.maxAbsolute());
        insert.setDouble(14, row.maxRelative());
        insert.setString(15, first == null ? "" : first.instrument());
        insert.setLong(16, first == null ? 0 : first.eventTimeNs());
        insert.setDouble(17, first == null ? 0 : orZero(first.left()));
        insert.setDouble(18, first == null ? 0 : orZero(first.right()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Values that are not valid are 0, as in the vectors. */
  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
