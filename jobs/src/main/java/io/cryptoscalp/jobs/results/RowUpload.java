package io.cryptoscalp.jobs.results;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.data.ClickHouseFormat;
import com.clickhouse.jdbc.ConnectionImpl;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;

/** Files of JSON rows into tables; rows that are there already are replaced by their ids. */
public final class RowUpload implements AutoCloseable {
  private static final int BATCH_BYTES = 8 << 20;

  private final Connection connection;
  private final Client client;

  /**
   * Connects.
   *
   * @throws SQLException when the database does not answer
   */
  public RowUpload(ClickHouseAddress address) throws SQLException {
    connection = address.connect();
    client = connection.unwrap(ConnectionImpl.class).getClient();
  }

  /**
   * Inserts the rows of a file.
   *
   * @param file a JSON object a line, with the table's columns
   * @return rows inserted
   * @throws IOException {@code CLICKHOUSE_INSERT_FAILED}
   */
  public long upload(ResultTable table, Path file) throws IOException, InterruptedException {
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    long rows = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        batch.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        batch.write('\n');
        rows++;
        if (batch.size() >= BATCH_BYTES) {
          insert(table, batch);
        }
      }
    }
    if (batch.size() > 0) {
      insert(table, batch);
    }
    return rows;
  }

  private void insert(ResultTable table, ByteArrayOutputStream batch)
      throws IOException, InterruptedException {
    try (InsertResponse response =
        client
            .insert(
                table.tableName(),
                new ByteArrayInputStream(batch.toByteArray()),
                ClickHouseFormat.JSONEachRow)
            .get()) {
      batch.reset();
    } catch (InterruptedException e) {
      throw e;
    } catch (ExecutionException e) {
      throw failed(table, e.getCause() == null ? e : e.getCause());
    } catch (Exception e) {
      throw failed(table, e);
    }
  }

  private static IOException failed(ResultTable table, Throwable cause) {
    return new IOException(
        "CLICKHOUSE_INSERT_FAILED: table=" + table.tableName() + " cause=" + cause.getMessage(),
        cause);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
