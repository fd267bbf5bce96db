package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.jobs.results.ClickHouseAddress;
import io.cryptoscalp.jobs.results.FeatureCatalogueTable;
import io.cryptoscalp.jobs.results.MigrationException;
import io.cryptoscalp.jobs.results.Migrations;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables of a database. */
final class Schema {
  private Schema() {}

  /**
   * Applies the migrations it lacks, writes the feature catalogue, and gives the migrations' names.
   */
  static List<String> migrate(String jdbcUrl, String user, String password) {
    try (Connection connection = new ClickHouseAddress(jdbcUrl, user, password).connect()) {
      List<String> applied = Migrations.bundled().apply(connection);
      FeatureCatalogueTable.write(connection, FeatureCatalogue.of(FeatureOptions.defaults()));
      return applied;
    } catch (MigrationException e) {
      if (isUnanswered(e)) {
        throw unreachable(jdbcUrl, e);
      }
      String cause = e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")";
      throw new CliException(ExitCodes.QUERY_FAILED, e.getMessage() + cause, e);
    } catch (SQLException e) {
      throw unreachable(jdbcUrl, e);
    }
  }

  private static boolean isUnanswered(Throwable error) {
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static CliException unreachable(String jdbcUrl, Exception cause) {
    return new CliException(
        ExitCodes.UNREACHABLE,
        "ClickHouse does not answer at "
            + Settings.hideInUrl(jdbcUrl).replaceAll("\\?.*", "")
            + ".",
        cause);
  }
}
