package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.backtest.BacktestInput;
import io.cryptoscalp.jobs.backtest.ClusterTrialRunner;
import io.cryptoscalp.jobs.backtest.FlinkTrialRunner;
import io.cryptoscalp.jobs.backtest.LocalTrialRunner;
import io.cryptoscalp.jobs.runtime.flink.RemoteFlink;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where bounded jobs run: in this process, or on a cluster. */
final class ClusterOptions {
  @Option(
      names = "--target",
      paramLabel = "HOST:PORT",
      description =
          "REST address of a running Flink cluster to run on; all files and folders are on paths that"
              + " it shares. Default: in this process.")
  private @Nullable String target;

  /** True when jobs run on a cluster, whose progress this process does not see. */
  boolean given() {
    return target != null;
  }

  /**
   * A runner there.
   *
   * @param folder of the run, for rows of which only results are wanted
   * @param each called some times a second while a pass runs
   * @param says told the state of jobs on a cluster
   */
  FlinkTrialRunner runner(
      Main main,
      BacktestInput input,
      int parallelism,
      Path folder,
      Runnable each,
      Consumer<String> says) {
    RemoteFlink cluster = cluster(main, says);
    return cluster == null
        ? new LocalTrialRunner(input, parallelism, each)
        : new ClusterTrialRunner(input, parallelism, cluster, folder, each);
  }

  /**
   * The cluster, null when jobs run in this process.
   *
   * @param says told the state of jobs
   */
  @Nullable RemoteFlink cluster(Main main, Consumer<String> says) {
    String address = target;
    return address == null ? null : new RemoteFlink(address(address), jar(main), says);
  }

  /**
   * Fails where workers of another machine are to use an address of this one.
   *
   * @param key of the address
   * @param url {@code jdbc:...} or {@code http://...}
   */
  void requireReachable(String key, String url) {
    String address = target;
    if (address != null && isHere(url) && !isHere(address(address).toString())) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "TARGET_CANNOT_REACH: key="
              + key
              + " value="
              + Settings.hideInUrl(url)
              + " target="
              + address
              + " expected=an address that the workers reach");
    }
  }

  private static boolean isHere(String url) {
    int scheme = url.indexOf("//");
    String host = URI.create("x:" + url.substring(Math.max(0, scheme))).getHost();
    return host != null
        && (host.equals("localhost") || host.equals("[::1]") || host.startsWith("127."));
  }

  private static URI address(String text) {
    try {
      URI uri = URI.create(text.startsWith("http://") ? text : "http://" + text);
      if (uri.getHost() != null && uri.getPort() > 0) {
        return URI.create("http://" + uri.getHost() + ":" + uri.getPort());
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new CliException(ExitCodes.USAGE, "--target is HOST:PORT, not \"" + text + "\".");
  }

  /** The jar with what a cluster lacks. */
  static Path jar(Main main) {
    Path jar = main.root().resolve("jobs/target/cryptoscalp-job.jar");
    if (!Files.isRegularFile(jar)) {
      throw new CliException(
          ExitCodes.PREREQUISITE,
          "The job jar " + jar + " is missing; ./mvnw -DskipTests package builds it.");
    }
    return jar;
  }
}
