package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.flink.types.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Flink SQL on a cluster inside this process. */
@Command(
    name = "sql",
    description = "Run a file of Flink SQL, with models by the provider onnx, in this process.")
final class SqlCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Parameters(index = "0", paramLabel = "FILE", description = "Statements, each ended by ;")
  private Path file = Path.of("");

  @Option(
      names = "--replace",
      paramLabel = "TEXT=TEXT",
      description = "Replaces a text of the file, such as an address or a path, by another.")
  private Map<String, String> replacements = new LinkedHashMap<>();

  @Option(names = "--batch", description = "Read the inputs to their end, then give results.")
  private boolean batch;

  @Option(names = "--parallelism", defaultValue = "1", description = "Subtasks an operator.")
  private int parallelism = 1;

  @Override
  public Integer call() throws IOException, InterruptedException {
    String text = replaced(Files.readString(file), replacements);
    try (SqlRun run = new SqlRun(batch, parallelism)) {
      for (String statement : SqlScript.statements(text)) {
        run.run(statement, this::print);
      }
      run.await();
    }
    return ExitCodes.OK;
  }

  /**
   * The text with every replacement made.
   *
   * @throws CliException when one has nothing to replace: a typing error must not run elsewhere
   */
  static String replaced(String text, Map<String, String> replacements) {
    String result = text;
    for (Map.Entry<String, String> each : replacements.entrySet()) {
      if (!result.contains(each.getKey())) {
        throw new CliException(
            ExitCodes.USAGE, "There is no \"" + each.getKey() + "\" in the file to replace.");
      }
      result = result.replace(each.getKey(), each.getValue());
    }
    return result;
  }

  private void print(Row row) {
    StringBuilder line = new StringBuilder(row.getKind().shortString());
    ObjectNode node = Json.object().put("kind", row.getKind().shortString());
    for (String name : names(row)) {
      Object value = row.getField(name);
      line.append('\t')
          .append(value instanceof Object[] array ? Arrays.deepToString(array) : value);
      node.set(name, Json.MAPPER.valueToTree(value));
    }
    main.say(line.toString());
    main.emit(node);
  }

  private static Set<String> names(Row row) {
    Set<String> names = row.getFieldNames(true);
    if (names == null) {
      throw new IllegalStateException("rows of SQL have names");
    }
    return names;
  }
}
