package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.jobs.results.ClickHouseAddress;
import io.cryptoscalp.jobs.results.FeatureCatalogueTable;
import io.cryptoscalp.jobs.results.MigrationException;
import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tables of a database. */
final class Schema {
  private Schema() {}

  /**
   * Applies the migrations it lacks, writes the feature catalogues (the whole, the core, and that
   * of the configured job), and gives the migrations' names.
   */
  static List<String> migrate(String jdbcUrl, String user, String password, Settings settings) {
    try (Connection connection = new ClickHouseAddress(jdbcUrl, user, password).connect()) {
      List<String> applied = Migrations.bundled().apply(connection);
      Set<List<String>> selections = new LinkedHashSet<>();
      selections.add(List.of("@all"));
      selections.add(FeatureOptions.defaults().select());
      selections.add(TradingJobConfig.fromMap(settings.job(Settings.TRADING_PREFIX)).features());
      for (List<String> terms : selections) {
        FeatureCatalogueTable.write(
            connection, FeatureCatalogue.of(FeatureOptions.defaults().withSelect(terms)));
      }
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
