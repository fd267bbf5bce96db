package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.gateway.publish.PublishException;
import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.jobs.Plugins;
import io.cryptoscalp.jobs.backfill.BackfillException;
import io.cryptoscalp.jobs.backtest.BacktestException;
import io.cryptoscalp.jobs.runtime.MissingPrerequisiteException;
import io.cryptoscalp.jobs.runtime.flink.FlinkRestException;
import io.cryptoscalp.jobs.search.StudyException;
import io.cryptoscalp.models.ModelException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code cryptoscalp} command. */
@Command(
    name = "cryptoscalp",
    description = "Recorded or generated exchange frames in, orders and ClickHouse rows out.",
    mixinStandardHelpOptions = true,
    version = "cryptoscalp 0.1.0",
    subcommands = {
      DemoCommand.class,
      QueryCommand.class,
      SqlCommand.class,
      ReplayCommand.class,
      GenerateCommand.class,
      BackfillCommand.class,
      DownloadCommand.class,
      ArchiveCommand.class,
      InspectCommand.class,
      CorruptCommand.class,
      BrokerCommand.class,
      ClickHouseCommand.class,
      FlinkCommand.class,
      SubmitCommand.class,
      ControlCommand.class,
      ThresholdsCommand.class,
      DatasetsCommand.class,
      TrainCommand.class,
      FeaturesCommand.class,
      ModelsCommand.class,
      ExplainCommand.class,
      RegimesCommand.class,
      OptimizeCommand.class,
      ParityCommand.class,
      BacktestCommand.class,
      ValidateCommand.class,
      ReportCommand.class,
      GatesCommand.class,
      MigrateCommand.class,
      InstrumentsCommand.class,
      ShowConfigCommand.class,
      DoctorCommand.class,
    })
public final class Main implements Runnable {
  /** System property with the project's folder, set by {@code bin/cryptoscalp}. */
  static final String ROOT_PROPERTY = "cryptoscalp.root";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Machine-readable output: one JSON object a line.")
  private boolean json;

  @Option(
      names = "--config",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Properties file; default cryptoscalp.properties, if there is one.")
  private @Nullable Path config;

  @Option(
      names = "--set",
      scope = ScopeType.INHERIT,
      paramLabel = "KEY=VALUE",
      description = "Sets a configuration key; wins over file and environment.")
  private List<String> set = new ArrayList<>();

  private final Map<String, String> environment;
  private @Nullable Settings settings;

  /** The command in this process's environment. */
  public Main() {
    this(System.getenv());
  }

  Main(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.setProperty("log4j2.configurationFile", "cryptoscalp-cli-log4j2.properties");
    System.exit(commandLine(new Main()).execute(args));
  }

  /** The configured parser; tests run it with streams and an environment of their own. */
  static CommandLine commandLine(Main main) {
    return new CommandLine(main)
        .setCaseInsensitiveEnumValuesAllowed(true)
        // "bars" is a table of --rows and a command below backtest.
        .setAllowSubcommandsAsOptionParameters(true)
        .setExecutionStrategy(
            parsed -> {
              Plugins.use(List.of(), main.environment.getOrDefault(Plugins.ENVIRONMENT, ""));
              return new CommandLine.RunLast().execute(parsed);
            })
        .setExecutionExceptionHandler((error, command, parsed) -> main.report(error, command));
  }

  @Override
  public void run() {
    CommandSpec own = spec;
    if (own != null) {
      throw new ParameterException(own.commandLine(), "A command is missing.");
    }
  }

  private int report(Exception error, CommandLine command) {
    int code = exitCode(error);
    PrintWriter err = command.getErr();
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    if (json) {
      err.println(Json.line(Json.object().put("error", message).put("exitCode", code)));
    } else {
      err.println(message);
    }
    if (code == ExitCodes.INTERNAL) {
      error.printStackTrace(err);
    }
    err.flush();
    return code;
  }

  static int exitCode(Throwable error) {
    if (error instanceof CliException cli) {
      return cli.exitCode();
    }
    if (error instanceof MissingPrerequisiteException) {
      return ExitCodes.PREREQUISITE;
    }
    if (error instanceof ModelException model && model.code().equals("MODEL_STORE_FAILED")) {
      return ExitCodes.UNREACHABLE;
    }
    if (error instanceof ConfigException
        || error instanceof ModelException
        || error instanceof FileSystemException
        || (error instanceof UncheckedIOException
            && error.getCause() instanceof FileSystemException)
        || error instanceof IllegalArgumentException) {
      return ExitCodes.CONFIGURATION;
    }
    if (error instanceof StudyException) {
      return ExitCodes.CONFIGURATION;
    }
    if (error instanceof BackfillException backfill) {
      return String.valueOf(backfill.getMessage()).startsWith("BACKFILL_FAILED")
          ? ExitCodes.JOB_FAILED
          : ExitCodes.CONFIGURATION;
    }
    if (error instanceof BacktestException backtest) {
      return String.valueOf(backtest.getMessage()).startsWith("BACKTEST_FAILED")
          ? ExitCodes.JOB_FAILED
          : ExitCodes.CONFIGURATION;
    }
    if (error instanceof PublishException) {
      return ExitCodes.UNREACHABLE;
    }
    if (error instanceof FlinkRestException rest) {
      return rest.status() == 0 ? ExitCodes.UNREACHABLE : ExitCodes.JOB_FAILED;
    }
    if (error instanceof InterruptedException) {
      return ExitCodes.INTERRUPTED;
    }
    return ExitCodes.INTERNAL;
  }

  boolean json() {
    return json;
  }

  PrintWriter out() {
    CommandSpec own = spec;
    return own == null
        ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
        : own.commandLine().getOut();
  }

  /** Prints a line for people; nothing with {@code --json}. */
  void say(String line) {
    if (!json) {
      out().println(line);
      out().flush();
    }
  }

  /** Prints an object for machines; nothing without {@code --json}. */
  void emit(com.fasterxml.jackson.databind.JsonNode node) {
    if (json) {
      out().println(Json.line(node));
      out().flush();
    }
  }

  /** The project's folder. */
  Path root() {
    return Path.of(System.getProperty(ROOT_PROPERTY, ".")).toAbsolutePath().normalize();
  }

  /** The environment. */
  Map<String, String> environment() {
    return environment;
  }

  /** The resolved configuration. */
  Settings settings() {
    Settings resolved = settings;
    if (resolved == null) {
      Path file = config;
      Path usual = root().resolve("cryptoscalp.properties");
      if (file == null && Files.exists(usual)) {
        file = usual;
      }
      resolved = Settings.resolve(root(), file, environment, set);
      settings = resolved;
    }
    return resolved;
  }
}
