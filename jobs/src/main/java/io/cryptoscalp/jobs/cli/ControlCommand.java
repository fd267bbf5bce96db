package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.risk.RiskLimits;
import io.cryptoscalp.operators.source.RiskCommandJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Tells the running job what an account may do. */
@Command(
    name = "control",
    description =
        "control halt|reduce|resume|flatten, or control limits KEY=VALUE...: what an account may"
            + " do. The answer is a row of the table decisions with the id that is printed.")
final class ControlCommand implements Callable<Integer> {
  private static final String ACCOUNT_KEY = "account.id";

  @ParentCommand private Main main = new Main();

  @Parameters(index = "0", description = "halt, reduce, resume, flatten or limits")
  private RiskCommand.Kind kind = RiskCommand.Kind.HALT;

  @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "New limits.")
  private List<String> limits = new ArrayList<>();

  @Option(names = "--account", description = "Default: the account the job trades for.")
  private String account = "";

  @Option(names = "--strategy", description = "One strategy rather than the whole account.")
  private String strategy = "";

  @Option(names = "--reason", description = "Why; part of the decision rows.")
  private String reason = "";

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "Receive time from which it holds, 2026-01-31T12:00:00Z; default at once.")
  private String from = "";

  @Override
  public Integer call() throws InterruptedException {
    RiskCommand command =
        new RiskCommand(
            "control-" + UUID.randomUUID(),
            kind,
            account(),
            strategy,
            changes(),
            reason,
            effectiveFromNs());
    byte[] message = RiskCommandJson.encode(command);
    ControlTopic topic = ControlTopic.require(main, message);
    topic.send(command.account(), message);
    main.say(
        "Told account " + command.account() + ": " + kind + "; decision " + command.commandId());
    main.emit(
        Json.object()
            .put("commandId", command.commandId())
            .put("kind", kind.name())
            .put("account", command.account())
            .put("strategy", strategy));
    return ExitCodes.OK;
  }

  private String account() {
    return account.isEmpty()
        ? main.settings().job(Settings.TRADING_PREFIX).getOrDefault(ACCOUNT_KEY, "paper-1")
        : account;
  }

  /** The limits, checked here so that a slip of the pen is told at once. */
  private Map<String, String> changes() {
    Map<String, String> changes = new TreeMap<>();
    for (String pair : limits) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new CliException(ExitCodes.USAGE, "\"" + pair + "\" is not KEY=VALUE.");
      }
      changes.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    if (changes.isEmpty() == (kind == RiskCommand.Kind.LIMITS)) {
      throw new CliException(
          ExitCodes.USAGE, "KEY=VALUE belongs to control limits, and it needs at least one.");
    }
    var unused = RiskLimits.defaults(Set.of()).with(changes);
    return changes;
  }

  private long effectiveFromNs() {
    if (from.isEmpty()) {
      return 0;
    }
    return Moments.ns(from, "--from");
  }
}
