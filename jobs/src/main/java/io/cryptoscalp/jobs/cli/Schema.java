package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.results.ClickHouseAddress;
import io.cryptoscalp.jobs.results.MigrationException;
import io.cryptoscalp.jobs.results.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables of a database. */
final class Schema {
  private Schema() {}

  /** Applies the migrations it lacks and gives their names. */
  static List<String> migrate(String jdbcUrl, String user, String password) {
    try (Connection connection = new ClickHouseAddress(jdbcUrl, user, password).connect()) {
      return Migrations.bundled().apply(connection);
    } catch (MigrationException e) {
      String cause = e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")";
      throw new CliException(ExitCodes.QUERY_FAILED, e.getMessage() + cause, e);
    } catch (SQLException e) {
      throw new CliException(
          ExitCodes.UNREACHABLE,
          "ClickHouse does not answer at " + Settings.hideInUrl(jdbcUrl) + ".",
          e);
    }
  }
}
