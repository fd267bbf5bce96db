package io.cryptoscalp.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.execution.ExecutionFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Do the tables of docs/risk.md say what the code says? Run with {@code -Dcryptoscalp.docs=write}
 * to write them anew; the rest of the page is written by hand.
 */
class RiskDocTest {
  private static String rules() {
    StringBuilder table = new StringBuilder();
    table.append("| layer | code | rule | limit | default |\n");
    table.append("| --- | --- | --- | --- | --- |\n");
    for (RejectReason reason : RejectReason.values()) {
      StringBuilder keys = new StringBuilder();
      StringBuilder defaults = new StringBuilder();
      for (RiskLimit limit : reason.limits()) {
        String separator = keys.isEmpty() ? "" : ", ";
        keys.append(separator).append('`').append(limit.key()).append('`');
        defaults.append(separator).append(number(limit.defaultValue()));
      }
      table.append("| ").append(reason.layer()).append(" | `").append(reason.name());
      table.append("` | ").append(reason.description()).append(" | ").append(keys);
      table.append(" | ").append(defaults).append(" |\n");
    }
    return table.toString();
  }

  private static String limits() {
    StringBuilder table = new StringBuilder();
    table.append("| key | what | default | range | why this default |\n");
    table.append("| --- | --- | --- | --- | --- |\n");
    for (RiskLimit limit : RiskLimit.values()) {
      table.append("| `").append(limit.key()).append("` | ").append(limit.description());
      table.append(" | ").append(number(limit.defaultValue())).append(" | ");
      table.append(number(limit.min())).append(" to ").append(number(limit.max()));
      table.append(" | ").append(limit.rationale()).append(" |\n");
    }
    return table.toString();
  }

  private static String faults() {
    StringBuilder table =
        new StringBuilder("| code | what happened, what is done |\n| --- | --- |\n");
    for (ExecutionFault fault : ExecutionFault.values()) {
      table.append("| `").append(fault.name()).append("` | ");
      table.append(fault.description()).append(" |\n");
    }
    return table.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) && value < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String replace(String page, String name, String table) {
    String begin = "<!-- generated: " + name + " -->\n";
    String end = "<!-- end -->";
    int from = page.indexOf(begin);
    assertThat(from).as("marker of " + name).isNotNegative();
    int to = page.indexOf(end, from);
    assertThat(to).as("end of " + name).isNotNegative();
    return page.substring(0, from) + begin + "\n" + table + "\n" + page.substring(to);
  }

  @Test
  void tablesAreNotStale() throws IOException {
    Path path = Path.of(System.getProperty("cryptoscalp.root", ".."), "docs", "risk.md");
    String page = Files.readString(path);
    String current =
        replace(replace(replace(page, "rules", rules()), "limits", limits()), "faults", faults());
    if ("write".equals(System.getProperty("cryptoscalp.docs"))) {
      Files.writeString(path, current);
      return;
    }
    assertThat(page).isEqualTo(current);
  }
}
