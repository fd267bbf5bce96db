package io.cryptoscalp.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Runs SQL statements on a Flink cluster inside this process, one session for all of them. */
final class SqlRun implements AutoCloseable {
  /** A code and its details; an exception of another class path has its class before them. */
  private static final Pattern CODED =
      Pattern.compile("^(?:[\\w.$]+: )?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+: .*)");

  private static final Pattern SETTING = Pattern.compile("(?is)SET\\s+'([^']+)'\\s*=\\s*'([^']*)'");

  private static final long CANCEL_TIMEOUT_S = 30;

  private final TableEnvironment session;
  private final List<TableResult> inserts = new ArrayList<>();

  /**
   * A new session.
   *
   * @param batch whether all inputs end and are read to their end before results are given
   * @param parallelism subtasks of every operator
   */
  SqlRun(boolean batch, int parallelism) {
    Configuration configuration = new Configuration();
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    configuration.set(
        ExecutionOptions.RUNTIME_MODE,
        batch ? RuntimeExecutionMode.BATCH : RuntimeExecutionMode.STREAMING);
    this.session =
        TableEnvironment.create(
            EnvironmentSettings.newInstance().withConfiguration(configuration).build());
  }

  /**
   * Runs a statement. The rows of a query go to {@code rows} until it ends; an {@code INSERT} runs
   * on while the statements after it are run; {@code SET 'key' = 'value'} sets a key of Flink's
   * configuration for the statements after it.
   *
   * @throws CliException when the statement is refused, or its job fails
   */
  void run(String statement, Consumer<Row> rows) {
    Matcher setting = SETTING.matcher(statement);
    if (setting.matches()) {
      session.getConfig().set(setting.group(1), setting.group(2));
      return;
    }
    TableResult result;
    try {
      result = session.executeSql(statement);
    } catch (ValidationException | TableException e) {
      throw new CliException(ExitCodes.CONFIGURATION, reason(e), e);
    }
    if (result.getResultKind() == ResultKind.SUCCESS) {
      return;
    }
    if (statement.regionMatches(true, 0, "INSERT", 0, 6)) {
      inserts.add(result);
    } else {
      print(result, rows);
    }
  }

  private static void print(TableResult result, Consumer<Row> rows) {
    try (CloseableIterator<Row> iterator = result.collect()) {
      while (iterator.hasNext()) {
        rows.accept(iterator.next());
      }
    } catch (CliException e) {
      throw e;
    } catch (Exception e) {
      throw new CliException(ExitCodes.JOB_FAILED, reason(e), e);
    }
  }

  /** Waits for the jobs of all {@code INSERT}s; those over endless inputs do not end. */
  void await() throws InterruptedException {
    for (TableResult insert : inserts) {
      try {
        insert.await();
      } catch (ExecutionException e) {
        throw new CliException(ExitCodes.JOB_FAILED, reason(e), e);
      }
    }
  }

  /** Cancels the jobs that still run. */
  @Override
  public void close() {
    for (TableResult insert : inserts) {
      insert.getJobClient().ifPresent(SqlRun::cancel);
    }
  }

  private static void cancel(JobClient job) {
    try {
      job.cancel().get(CANCEL_TIMEOUT_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      // it has ended by itself, and its cluster with it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The part of a failure that helps: the first with a code, else what is at the bottom. Flink
   * wraps what a model or a connector says several times.
   */
  static String reason(Throwable error) {
    Throwable at = error;
    while (true) {
      String message = at.getMessage();
      Matcher code = CODED.matcher(message == null ? "" : message);
      if (code.find()) {
        return code.group(1);
      }
      Throwable cause = at.getCause();
      if (cause == null || cause == at) {
        return message == null ? at.toString() : message;
      }
      at = cause;
    }
  }
}
