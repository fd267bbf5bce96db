package io.cryptoscalp.jobs.runtime.flink;

import io.cryptoscalp.jobs.runtime.ChildJvm;
import io.cryptoscalp.jobs.runtime.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * A standalone session cluster: a JobManager and TaskManagers, each a JVM of its own, started from
 * Flink's ordinary artifacts.
 *
 * <p>Memory sizes, JVM options and dynamic properties are derived from the configuration by the
 * code that Flink's own start scripts call. Jobs come as jars (see {@link FlinkRest}); no class of
 * this project is on the cluster's class path.
 */
public final class StandaloneFlink implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_GRACE = Duration.ofSeconds(5);
  private static final String ADD_OPENS = "env.java.opts.all";
  private static final String MAIN = FlinkProcessMain.class.getName();

  /** As in Flink's own {@code config.yaml}; used when the given configuration has none. */
  private static final List<String> DEFAULT_OPENS =
      List.of(
          "java.util",
          "java.lang",
          "java.time",
          "java.net",
          "java.io",
          "java.nio",
          "java.lang.reflect",
          "java.text",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks",
          "sun.net.util",
          "sun.nio.ch");

  private static final String DEFAULT_LOGGING =
      """
      rootLogger.level = INFO
      rootLogger.appenderRef.console.ref = Console
      appender.console.name = Console
      appender.console.type = CONSOLE
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d %-5p [%t] %c{1.} - %m%n%ex
      """;

  private final StandaloneFlinkOptions options;
  private final Path confFolder;
  private final Path logFolder;
  private final Configuration configuration;
  private final List<Path> libraries;
  private final int restPort;
  private final ChildJvm jobManager;

  /** By resource id, in the order of their start. */
  private final Map<String, ChildJvm> taskManagers = new LinkedHashMap<>();

  private int started;

  /**
   * Starts the cluster and returns when every TaskManager has registered.
   *
   * @throws IllegalStateException if it does not come up within a minute; the logs say why
   */
  public StandaloneFlink(StandaloneFlinkOptions options) {
    this.options = options;
    Path work = options.workFolder().toAbsolutePath();
    this.confFolder = work.resolve("conf");
    this.logFolder = work.resolve("logs");
    this.restPort = Ports.orFree(options.restPort());
    this.configuration = configure(work);
    try {
      Files.createDirectories(confFolder);
      Files.createDirectories(work.resolve("tmp"));
      writeConfiguration();
      this.libraries = FlinkLibraries.assemble(confFolder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + work, e);
    }
    jobManager = startJobManager();
    try {
      for (int i = 0; i < options.taskManagers(); i++) {
        startTaskManager();
      }
      awaitTaskManagers();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The web UI and REST API, {@code http://host:port}. */
  public String restUrl() {
    return "http://" + Ports.LOOPBACK + ":" + restPort;
  }

  /** A client of this cluster. */
  public FlinkRest rest() {
    return new FlinkRest(restUrl());
  }

  /** The JobManager's process id. */
  public long jobManagerPid() {
    return jobManager.pid();
  }

  /** The process ids of the TaskManagers that run, in the order of their start. */
  public synchronized List<Long> taskManagerPids() {
    List<Long> pids = new ArrayList<>();
    for (ChildJvm taskManager : taskManagers.values()) {
      if (taskManager.isAlive()) {
        pids.add(taskManager.pid());
      }
    }
    return pids;
  }

  /** The folder with one log per process. */
  public Path logFolder() {
    return logFolder;
  }

  /**
   * Kills the TaskManager that was started first (SIGKILL), as a crash would.
   *
   * @return the killed process's id
   * @throws IllegalStateException if none runs
   */
  public synchronized long killTaskManager() {
    Iterator<ChildJvm> all = taskManagers.values().iterator();
    if (!all.hasNext()) {
      throw new IllegalStateException("no TaskManager runs");
    }
    ChildJvm victim = all.next();
    all.remove();
    victim.kill();
    return victim.pid();
  }

  /**
   * Starts one more TaskManager and returns at once.
   *
   * @return its process id
   */
  public synchronized long startTaskManager() {
    started++;
    TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    List<String> jvm = new ArrayList<>(words(ProcessMemoryUtils.generateJvmParametersStr(spec)));
    List<String> arguments = new ArrayList<>();
    arguments.add(FlinkProcessMain.TASK_MANAGER);
    arguments.add("--configDir");
    arguments.add(confFolder.toString());
    arguments.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(spec)));
    arguments.add("-D");
    String name = "taskmanager-" + started;
    arguments.add("taskmanager.resource-id=" + name);
    ChildJvm taskManager = start(name, jvm, arguments);
    taskManagers.put(name, taskManager);
    return taskManager.pid();
  }

  /**
   * Waits until every TaskManager process that was started and not killed is registered.
   *
   * @throws IllegalStateException if one ended, or it takes more than a minute
   */
  public void awaitTaskManagers() {
    FlinkRest rest = rest();
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (System.nanoTime() < deadline && allAlive()) {
      try {
        if (new HashSet<>(rest.taskManagerIds()).containsAll(taskManagerNames())) {
          return;
        }
      } catch (FlinkRestException e) {
        // The JobManager's endpoint is not up yet; the deadline bounds this.
      }
      pause();
    }
    throw new IllegalStateException("the Flink cluster is not complete; see " + logFolder);
  }

  private synchronized boolean allAlive() {
    return jobManager.isAlive() && taskManagers.values().stream().allMatch(ChildJvm::isAlive);
  }

  private synchronized List<String> taskManagerNames() {
    return List.copyOf(taskManagers.keySet());
  }

  /** Stops every process. */
  @Override
  public synchronized void close() {
    for (ChildJvm taskManager : taskManagers.values()) {
      taskManager.stop(STOP_GRACE);
    }
    taskManagers.clear();
    jobManager.stop(STOP_GRACE);
  }

  private ChildJvm startJobManager() {
    JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(configuration);
    List<String> jvm = words(JobManagerProcessUtils.generateJvmParametersStr(spec, configuration));
    List<String> arguments = new ArrayList<>();
    arguments.add(FlinkProcessMain.JOB_MANAGER);
    arguments.add("--configDir");
    arguments.add(confFolder.toString());
    arguments.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(spec)));
    return start("jobmanager", jvm, arguments);
  }

  private ChildJvm start(String name, List<String> memory, List<String> arguments) {
    List<String> jvm = new ArrayList<>(memory);
    jvm.addAll(words(configuration.toMap().getOrDefault(ADD_OPENS, "")));
    // The web UI shows the file that the process's output is written to.
    jvm.add("-Dlog.file=" + logFolder.resolve(name + ".log"));
    jvm.add("-Dlog4j.configurationFile=" + confFolder.resolve("log4j.properties").toUri());
    return ChildJvm.start(
        new ChildJvm.Spec(name, MAIN, libraries, jvm, arguments, Map.of(), logFolder));
  }

  private Configuration configure(Path work) {
    Path given = options.configFolder();
    Configuration config =
        given == null
            ? new Configuration()
            : GlobalConfiguration.loadConfiguration(given.toAbsolutePath().toString());
    Map<String, String> local = new TreeMap<>();
    local.put("jobmanager.rpc.address", Ports.LOOPBACK);
    local.put("jobmanager.bind-host", Ports.LOOPBACK);
    local.put("jobmanager.rpc.port", Integer.toString(Ports.free()));
    local.put("rest.address", Ports.LOOPBACK);
    local.put("rest.bind-address", Ports.LOOPBACK);
    local.put("rest.port", Integer.toString(restPort));
    local.put("rest.bind-port", Integer.toString(restPort));
    local.put("taskmanager.host", Ports.LOOPBACK);
    local.put("taskmanager.bind-host", Ports.LOOPBACK);
    local.put("taskmanager.numberOfTaskSlots", Integer.toString(options.slots()));
    local.put("io.tmp.dirs", work.resolve("tmp").toString());
    local.put("execution.checkpointing.dir", work.resolve("checkpoints").toUri().toString());
    local.put(
        "execution.checkpointing.savepoint-dir", work.resolve("savepoints").toUri().toString());
    putIfAbsent(config, local, "jobmanager.memory.process.size", "1g");
    if (!config.toMap().containsKey("taskmanager.memory.flink.size")) {
      putIfAbsent(config, local, "taskmanager.memory.process.size", "1728m");
    }
    putIfAbsent(config, local, ADD_OPENS, defaultOpens());
    putIfAbsent(config, local, "metrics.reporters", "prom");
    putIfAbsent(
        config,
        local,
        "metrics.reporter.prom.factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    putIfAbsent(config, local, "metrics.reporter.prom.port", "9249-9299");
    local.putAll(options.overrides());
    local.forEach(config::setString);
    return config;
  }

  private static void putIfAbsent(
      Configuration config, Map<String, String> local, String key, String value) {
    if (!config.toMap().containsKey(key)) {
      local.put(key, value);
    }
  }

  private static String defaultOpens() {
    StringBuilder opens = new StringBuilder();
    for (String packageName : DEFAULT_OPENS) {
      opens.append("--add-opens=java.base/").append(packageName).append("=ALL-UNNAMED ");
    }
    return opens.toString().trim();
  }

  /** Flat keys with every value quoted, which YAML reads as the strings they are. */
  private void writeConfiguration() throws IOException {
    StringBuilder yaml = new StringBuilder();
    for (Map.Entry<String, String> entry : new TreeMap<>(configuration.toMap()).entrySet()) {
      String value = entry.getValue().replace("\\", "\\\\").replace("\"", "\\\"");
      yaml.append(entry.getKey()).append(": \"").append(value.replace("\n", "\\n")).append("\"\n");
    }
    Files.writeString(confFolder.resolve("config.yaml"), yaml, StandardCharsets.UTF_8);
    Path given = options.configFolder();
    Path logging = given == null ? null : given.resolve("log4j-console.properties");
    String text =
        logging != null && Files.exists(logging) ? Files.readString(logging) : DEFAULT_LOGGING;
    Files.writeString(confFolder.resolve("log4j.properties"), text, StandardCharsets.UTF_8);
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.trim().split("\\s+"));
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Flink started", e);
    }
  }
}
