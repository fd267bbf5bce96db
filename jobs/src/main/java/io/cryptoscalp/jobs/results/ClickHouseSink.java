package io.cryptoscalp.jobs.results;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An at-least-once {@link JdbcSink} whose writers close quietly.
 *
 * <p>{@code JdbcSink}'s own writer inserts once more while it is closed and throws when that fails.
 * During an outage this happens in the clean-up of a task that has failed already, which Flink
 * takes for a fatal error of the whole TaskManager process, so that the outage of ClickHouse would
 * end every task on it. What the failed insert held is safe: its rows lie behind the last
 * checkpoint and are read from Kafka again. A regular end writes all rows before it closes.
 */
final class ClickHouseSink implements Sink<TableRow> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ClickHouseSink.class);

  private final JdbcSink<TableRow> jdbc;

  ClickHouseSink(JdbcSink<TableRow> jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public SinkWriter<TableRow> createWriter(WriterInitContext context) throws IOException {
    return new Writer(jdbc.createWriter(context));
  }

  /** Passes everything on; swallows what closing throws. */
  private static final class Writer implements SinkWriter<TableRow> {
    private final SinkWriter<TableRow> inner;

    Writer(SinkWriter<TableRow> inner) {
      this.inner = inner;
    }

    @Override
    public void write(TableRow row, Context context) throws IOException, InterruptedException {
      inner.write(row, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      inner.flush(endOfInput);
    }

    @Override
    public void close() throws InterruptedException {
      try {
        inner.close();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        LOG.warn("Rows since the last checkpoint were not written and will be read again", e);
      }
    }
  }
}
