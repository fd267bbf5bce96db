package io.cryptoscalp.jobs.results;

import io.cryptoscalp.models.Sha256;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema of a database up to date with the files {@code
 * sql/clickhouse/migrations/V<number>__<name>.sql}, in order of their numbers. What was applied is
 * noted with a SHA-256 in {@code schema_migrations}; a file that changed afterwards is refused, so
 * that two databases of one version have one schema.
 *
 * <p>ClickHouse has no transactions over definitions: when a statement fails, the statements before
 * it stay and the migration is not noted. Every statement is therefore written to be repeatable
 * ({@code IF NOT EXISTS}), which also makes two runners at once harmless.
 */
public final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
  private static final Pattern FILE = Pattern.compile("V(\\d{3,})__([a-z0-9_]+)\\.sql");
  private static final String TABLE =
      "CREATE TABLE IF NOT EXISTS schema_migrations"
          + " (version UInt32 COMMENT 'Number of the migration',"
          + " name String COMMENT 'Name of its file',"
          + " checksum String COMMENT 'SHA-256 of its text, hex',"
          + " applied_at_ms Int64 COMMENT 'Wall clock when it was applied, ms since the epoch')"
          + " ENGINE = ReplacingMergeTree ORDER BY version"
          + " COMMENT 'Migrations that this database has'";

  private final SortedMap<Integer, Migration> migrations = new TreeMap<>();

  /**
   * One file.
   *
   * @param version its number
   * @param file its name
   * @param checksum SHA-256 of its text, lower-case hex
   * @param statements its statements in order
   */
  private record Migration(int version, String file, String checksum, List<String> statements) {}

  private Migrations(Map<String, String> files) {
    for (Map.Entry<String, String> entry : files.entrySet()) {
      Matcher matcher = FILE.matcher(entry.getKey());
      if (!matcher.matches()) {
        throw new MigrationException("MIGRATION_NAME: file=" + entry.getKey());
      }
      int version = Integer.parseInt(matcher.group(1));
      Migration migration =
          new Migration(
              version,
              entry.getKey(),
              Sha256.hex(entry.getValue().getBytes(StandardCharsets.UTF_8)),
              SqlFiles.statements(entry.getValue()));
      Migration other = migrations.put(version, migration);
      if (other != null) {
        throw new MigrationException(
            "MIGRATION_REPEATED: version="
                + version
                + " files="
                + other.file
                + ","
                + entry.getKey());
      }
    }
  }

  /** The migrations on the class path. */
  public static Migrations bundled() {
    return new Migrations(SqlFiles.read("migrations"));
  }

  /** Migrations given as texts by file name. */
  static Migrations of(Map<String, String> files) {
    return new Migrations(files);
  }

  /**
   * Applies what the current database of the connection lacks.
   *
   * @return names of the files applied now, in order
   * @throws MigrationException {@code MIGRATION_CHANGED} when an applied file is another one now,
   *     {@code MIGRATION_UNKNOWN} when the database is newer than this program, {@code
   *     MIGRATION_FAILED} when ClickHouse refuses a statement
   */
  public List<String> apply(Connection connection) {
    Map<Integer, Migration> applied = new TreeMap<>(applied(connection));
    for (Migration old : applied.values()) {
      Migration now = migrations.get(old.version);
      if (now == null) {
        throw new MigrationException(
            "MIGRATION_UNKNOWN: version=" + old.version + " file=" + old.file);
      }
      if (!now.checksum.equals(old.checksum)) {
        throw new MigrationException(
            "MIGRATION_CHANGED: version="
                + old.version
                + " file="
                + now.file
                + " applied="
                + old.checksum
                + " found="
                + now.checksum);
      }
    }
    List<String> done = new ArrayList<>();
    for (Migration migration : migrations.values()) {
      if (!applied.containsKey(migration.version)) {
        run(connection, migration);
        done.add(migration.file);
        LOG.info("Applied {}", migration.file);
      }
    }
    return done;
  }

  private static Map<Integer, Migration> applied(Connection connection) {
    Map<Integer, Migration> applied = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
      try (ResultSet rows =
          statement.executeQuery("SELECT version, name, checksum FROM schema_migrations FINAL")) {
        while (rows.next()) {
          int version = rows.getInt(1);
          applied.put(
              version, new Migration(version, rows.getString(2), rows.getString(3), List.of()));
        }
      }
    } catch (SQLException e) {
      throw new MigrationException("MIGRATION_FAILED: table=schema_migrations", e);
    }
    return applied;
  }

  private static void run(Connection connection, Migration migration) {
    int number = 0;
    try (Statement statement = connection.createStatement()) {
      for (String sql : migration.statements) {
        number++;
        statement.execute(sql);
      }
      note(connection, migration);
    } catch (SQLException e) {
      throw new MigrationException(
          "MIGRATION_FAILED: file=" + migration.file + " statement=" + number, e);
    }
  }

  private static void note(Connection connection, Migration migration) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO schema_migrations (version, name, checksum, applied_at_ms)"
                + " VALUES (?, ?, ?, ?)")) {
      insert.setInt(1, migration.version);
      insert.setString(2, migration.file);
      insert.setString(3, migration.checksum);
      insert.setLong(4, Instant.now().toEpochMilli());
      insert.executeUpdate();
    }
  }
}
