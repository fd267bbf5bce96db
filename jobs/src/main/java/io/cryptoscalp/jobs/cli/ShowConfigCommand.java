package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.registry.ModelStores;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The resolved configuration. */
@Command(name = "show-config", description = "Print the resolved configuration, secrets hidden.")
final class ShowConfigCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Override
  public Integer call() {
    ObjectNode node = Json.object();
    List<List<String>> rows = new ArrayList<>();
    main.settings()
        .shown()
        .forEach(
            (key, value) -> {
              rows.add(List.of(key, value.text(), value.origin()));
              node.putObject(key).put("value", value.text()).put("origin", value.origin());
            });
    new ModelStores(main.environment())
        .shown()
        .forEach(
            (name, text) -> {
              rows.add(List.of(name, text, "environment"));
              node.putObject(name).put("value", text).put("origin", "environment");
            });
    Tables.lines(List.of("key", "value", "from"), List.of(false, false, false), rows)
        .forEach(main::say);
    main.emit(node);
    return ExitCodes.OK;
  }
}
