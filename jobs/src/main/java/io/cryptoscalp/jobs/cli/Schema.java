package io.cryptoscalp.jobs.cli;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/** The tables of a database. */
final class Schema {
  private Schema() {}

  /** Applies the migrations it lacks and gives their names. */
  static List<String> migrate(String jdbcUrl, String user, String password) {
    Properties properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
      properties.setProperty("password", password);
    }
    try (Connection connection = DriverManager.getConnection(jdbcUrl, properties)) {
      return apply(connection);
    } catch (SQLException e) {
      throw new CliException(
          ExitCodes.UNREACHABLE,
          "ClickHouse does not answer at " + Settings.hideInUrl(jdbcUrl) + ".",
          e);
    }
  }

  private static List<String> apply(Connection connection) {
    try {
      Class<?> type = Class.forName("io.cryptoscalp.jobs.results.Migrations");
      Object migrations = type.getMethod("bundled").invoke(null);
      Object done = type.getMethod("apply", Connection.class).invoke(migrations, connection);
      return ((List<?>) done).stream().map(String::valueOf).toList();
    } catch (ClassNotFoundException e) {
      return List.of();
    } catch (InvocationTargetException e) {
      throw new CliException(
          ExitCodes.QUERY_FAILED, String.valueOf(e.getCause() == null ? e : e.getCause()), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
