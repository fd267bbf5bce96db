package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.promotion.LedgerEntry;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Lets a gate of the last check pass. */
@Command(
    name = "override",
    description =
        "Let a gate pass although it is not green; who, when and why are recorded. It holds until"
            + " the next check.")
final class GatesOverrideCommand implements Callable<Integer> {
  @ParentCommand private GatesCommand gates = new GatesCommand();

  @Parameters(index = "0", paramLabel = "STRATEGY", description = "The strategy's id.")
  private String strategy = "";

  @Parameters(index = "1", paramLabel = "GATE", description = "A gate of its last check.")
  private String gate = "";

  @Mixin private ChangeArguments change = new ChangeArguments();

  @Override
  public Integer call() {
    LedgerEntry entry =
        gates.ledger().override(strategy, gate, change.who(), Instant.now(), change.reason());
    Main main = gates.main();
    main.say(gate + " of " + strategy + " is let pass, by " + entry.who() + ".");
    ObjectNode json =
        Json.object().put("strategy", strategy).put("gate", gate).put("number", entry.number());
    PromotionMirror.afterChange(main, json);
    main.emit(json);
    return ExitCodes.OK;
  }
}
