package io.cryptoscalp.jobs.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.xerial.snappy.Snappy;

/** Is in the job jar what belongs there, no more, and named in NOTICE? */
class JobJarITCase {

  private static final Path JAR = Repository.path("jobs/target/cryptoscalp-job.jar");
  private static final Pattern MAVEN = Pattern.compile("META-INF/maven/([^/]+)/([^/]+)/pom.xml");

  private static List<String> entries = List.of();

  @BeforeAll
  static void read() throws Exception {
    assumeThat(Files.exists(JAR)).as("the build has made " + JAR).isTrue();
    List<String> names = new ArrayList<>();
    try (JarFile jar = new JarFile(JAR.toFile())) {
      jar.stream().map(JarEntry::getName).forEach(names::add);
    }
    entries = names;
  }

  @Test
  void itHoldsTheJobsAndTheirConnectors() {
    assertThat(entries)
        .contains(
            "io/cryptoscalp/jobs/trading/TradingJob.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/kafka/clients/consumer/KafkaConsumer.class",
            "io/cryptoscalp/operators/sql/OnnxModelProviderFactory.class");
  }

  @Test
  void sqlFindsTheConnectorAndTheModelProvider() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      ZipEntry services =
          jar.getEntry("META-INF/services/org.apache.flink.table.factories.Factory");
      assertThat(services).isNotNull();
      String names = new String(jar.getInputStream(services).readAllBytes(), UTF_8);
      assertThat(names.lines())
          .contains(
              "io.cryptoscalp.operators.sql.OnnxModelProviderFactory",
              "org.apache.flink.streaming.connectors.kafka.table.KafkaDynamicTableFactory");
    }
  }

  @Test
  void modelsAreReadFromS3ByWhatIsInIt() throws Exception {
    List<URL> jars = new ArrayList<>(List.of(JAR.toUri().toURL()));
    // what a cluster brings in its own class path
    for (Class<?> type : List.of(LoggerFactory.class, Snappy.class, LogManager.class)) {
      jars.add(type.getProtectionDomain().getCodeSource().getLocation());
    }
    try (URLClassLoader job =
        new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Object stores =
          job.loadClass("io.cryptoscalp.models.registry.ModelStores")
              .getConstructor(Map.class)
              .newInstance(
                  Map.of(
                      "CRYPTOSCALP_S3_ENDPOINT", "http://127.0.0.1:1",
                      "AWS_ACCESS_KEY_ID", "id",
                      "AWS_SECRET_ACCESS_KEY", "secret"));
      Method folder = stores.getClass().getMethod("folder", String.class);
      // nobody listens there: every class it takes to ask is in the jar
      assertThatThrownBy(() -> folder.invoke(stores, "s3://bucket/model/version"))
          .cause()
          .hasMessageStartingWith("MODEL_STORE_FAILED: action=get object=s3://bucket/model");
    }
  }

  @Test
  void whatTheClusterBringsStaysOut() {
    assertThat(entries)
        .noneMatch(name -> name.startsWith("ai/onnxruntime/"))
        .noneMatch(name -> name.startsWith("org/apache/logging/log4j/core/"))
        .noneMatch(name -> name.startsWith("org/apache/flink/runtime/jobmaster/"))
        .noneMatch(name -> name.startsWith("org/rocksdb/"))
        .noneMatch(name -> name.startsWith("org/apache/flink/table/"))
        .noneMatch(name -> name.startsWith("org/apache/flink/connector/file/table/"))
        .noneMatch(name -> name.startsWith("com/ibm/icu/"))
        .noneMatch(name -> name.equals("org/slf4j/LoggerFactory.class"));
  }

  @Test
  void whatTrainsModelsStaysOut() {
    assertThat(entries)
        .noneMatch(name -> name.startsWith("ai/djl/"))
        .noneMatch(name -> name.startsWith("pytorch/") || name.startsWith("jnilib/"))
        .noneMatch(name -> name.startsWith("ml/dmlc/"))
        .noneMatch(name -> name.startsWith("org/tribuo/"))
        .noneMatch(name -> name.endsWith(".so") && name.contains("torch"));
  }

  @Test
  void signaturesOfOtherJarsStayOut() {
    assertThat(entries).noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|RSA|DSA)"));
  }

  @Test
  void everythingInItIsInTheNotice() {
    String notice = Repository.text("NOTICE");
    Set<String> missing = new TreeSet<>();
    for (String name : entries) {
      Matcher maven = MAVEN.matcher(name);
      if (maven.matches() && !maven.group(1).startsWith("io.cryptoscalp")) {
        String group = maven.group(1);
        boolean named = notice.lines().anyMatch(line -> covers(line, group));
        if (!named) {
          missing.add(group + ":" + maven.group(2));
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** A line names a group, or a family of groups by what they begin with. */
  private static boolean covers(String line, String group) {
    for (String named : line.split("[ ,]+")) {
      String prefix = named.replaceAll("\\*$", "");
      if (named.contains(".") || named.endsWith("*")) {
        if (group.equals(prefix) || group.startsWith(named.endsWith("*") ? prefix : prefix + ".")) {
          return true;
        }
      }
    }
    return false;
  }
}
