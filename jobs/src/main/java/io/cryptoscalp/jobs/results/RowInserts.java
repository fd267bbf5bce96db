package io.cryptoscalp.jobs.results;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import com.clickhouse.jdbc.ConnectionImpl;
import io.cryptoscalp.operators.results.Column;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.IOException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects binary rows by table and inserts them. One insert is under way while rows for the next
 * ones are collected. Used by one thread.
 */
final class RowInserts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RowInserts.class);
  private static final long PAUSE_MS = 1000;

  private final Connection connection;
  private final Client client;
  private final Limits limits;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "clickhouse-inserts");
            made.setDaemon(true);
            return made;
          });
  private final Map<ResultTable, Batch> batches = new EnumMap<>(ResultTable.class);
  private Future<?> underWay = CompletableFuture.completedFuture(null);

  /** Most rows and bytes of an insert, and how often it is tried. */
  record Limits(int rows, long bytes, int attempts) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Rows of one table that wait. */
  private static final class Batch {
    final ResultTable table;
    final List<String> columns;
    byte[] bytes = new byte[1 << 16];
    byte[] spare = new byte[1 << 16];
    int size;
    int rows;

    Batch(ResultTable table) {
      this.table = table;
      this.columns = table.columns().stream().map(Column::name).toList();
    }

    void add(byte[] row) {
      if (size + row.length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + row.length));
      }
      System.arraycopy(row, 0, bytes, size, row.length);
      size += row.length;
      rows++;
    }
  }

  /**
   * Takes over a connection.
   *
   * @throws SQLException when it is not one of ClickHouse's driver
   */
  RowInserts(Connection connection, Limits limits) throws SQLException {
    this.connection = connection;
    this.client = connection.unwrap(ConnectionImpl.class).getClient();
    this.limits = limits;
  }

  /**
   * Adds a row.
   *
   * @throws IOException when an insert failed for good
   */
  void add(ResultRow row) throws IOException, InterruptedException {
    Batch batch = batches.computeIfAbsent(row.table(), Batch::new);
    batch.add(row.bytes());
    if (batch.rows >= limits.rows() || batch.size >= limits.bytes()) {
      send(batch);
    }
  }

  /** Returns when all rows are stored. */
  void flush() throws IOException, InterruptedException {
    for (Batch batch : batches.values()) {
      if (batch.rows > 0) {
        send(batch);
      }
    }
    await();
  }

  private void send(Batch batch) throws IOException, InterruptedException {
    await();
    byte[] bytes = batch.bytes;
    int size = batch.size;
    int rows = batch.rows;
    batch.bytes = batch.spare;
    batch.spare = bytes;
    batch.size = 0;
    batch.rows = 0;
    underWay =
        thread.submit(
            () -> {
              insert(batch, bytes, size, rows);
              return null;
            });
  }

  private void await() throws IOException, InterruptedException {
    try {
      underWay.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      throw new IOException(e.getCause());
    }
  }

  private void insert(Batch batch, byte[] bytes, int size, int rows)
      throws IOException, InterruptedException {
    @Nullable Exception failed = null;
    for (int attempt = 1; attempt <= limits.attempts(); attempt++) {
      try (InsertResponse response =
          client
              .insert(
                  batch.table.tableName(),
                  batch.columns,
                  out -> out.write(bytes, 0, size),
                  ClickHouseFormat.RowBinary,
                  new InsertSettings())
              .get()) {
        LOG.debug("{} rows to {} by {}", rows, batch.table, response.getQueryId());
        return;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        failed = e;
        LOG.warn("Insert into {} failed, attempt {}", batch.table.tableName(), attempt, e);
      }
      if (attempt < limits.attempts()) {
        Thread.sleep(PAUSE_MS * attempt);
      }
    }
    throw new IOException(
        "CLICKHOUSE_INSERT_FAILED: table="
            + batch.table.tableName()
            + " rows="
            + rows
            + " cause="
            + failed,
        failed);
  }

  /** Gives up what is not stored: its rows lie behind the last checkpoint. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("Connection did not close", e);
    }
  }
}
