package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.jobs.ConfigException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Do arguments, exit codes and output keep their contract? */
class MainTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void usageErrorsEndWithTwo() {
    assertThat(run()).isEqualTo(ExitCodes.USAGE);
    assertThat(run("bogus")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("demo", "--speed", "fast")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("demo", "--speed", "max")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("demo", "--duration", "soon")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("demo", "--parallelism", "0")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("replay")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("submit", "trading")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("query", "no_such_query")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("show-config", "--set", "novalue")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("control", "pause")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("control", "limits")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("control", "halt", "max-leverage=2")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("control", "halt", "--from", "noon")).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void unusableConfigurationEndsWithFour() {
    assertThat(run("show-config", "--set", "kafka.bootstraps=x"))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("CONFIG_UNKNOWN_KEY: key=kafka.bootstraps");
    assertThat(run("show-config", "--config", folder.resolve("absent").toString()))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(run("demo", "--input", folder.resolve("absent").toString()))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(run("control", "limits", "max-levrage=2")).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("LIMIT_UNKNOWN: key=max-levrage");
  }

  @Test
  void endpointsThatDoNotAnswerEndWithFive() {
    assertThat(run("query", "SELECT 1", "--set", "clickhouse.url=http://127.0.0.1:1"))
        .isEqualTo(ExitCodes.UNREACHABLE);
    assertThat(run("query", "SELECT 1")).as("no data kept").isEqualTo(ExitCodes.UNREACHABLE);
  }

  @Test
  void causesHaveTheirCodes() {
    assertThat(Main.exitCode(new ConfigException("x"))).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(Main.exitCode(new InterruptedException())).isEqualTo(ExitCodes.INTERRUPTED);
    assertThat(Main.exitCode(new ConnectException())).isEqualTo(ExitCodes.INTERNAL);
  }

  @Test
  void configurationIsShownAsJsonWithSecretsHidden() {
    assertThat(
            run(
                "--json",
                "show-config",
                "--set",
                "clickhouse.password=hunter2",
                "--set",
                "clickhouse.url=jdbc:clickhouse://h:1/d?password=hunter2&ssl=true"))
        .isZero();
    assertThat(out.toString()).doesNotContain("hunter2").contains("ssl=true", "command line");
  }

  @Test
  void helpNamesEveryCommand() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("demo", "query", "replay", "generate", "broker", "clickhouse", "flink", "submit")
        .contains("train", "models", "migrate", "instruments", "show-config", "doctor");
  }

  private int run(String... arguments) {
    CommandLine command = Main.commandLine(new Main(environment()));
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private Map<String, String> environment() {
    return Map.of("CRYPTOSCALP_DATA_DIR", folder.toString());
  }
}
