package io.cryptoscalp.jobs.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.BaseStream;

/** The design's rules that a compiler does not hold. */
@AnalyzeClasses(
    packages = "io.cryptoscalp",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeTestJars.class
    })
class ArchitectureTest {
  /**
   * The fixtures that modules lend each other come as test jars once the build has packaged them.
   */
  static final class DoNotIncludeTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String ENGINE = "io.cryptoscalp.engine..";
  private static final String MODELS = "io.cryptoscalp.models..";
  private static final String OPERATORS = "io.cryptoscalp.operators..";
  private static final String JOBS = "io.cryptoscalp.jobs..";
  private static final String GATEWAY = "io.cryptoscalp.gateway..";

  @ArchTest
  static final ArchRule engineKnowsNothingElse =
      noClasses()
          .that()
          .resideInAPackage(ENGINE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  MODELS,
                  OPERATORS,
                  JOBS,
                  GATEWAY,
                  "org.apache.flink..",
                  "org.apache.kafka..",
                  "java.net..",
                  "java.nio.file..",
                  "java.sql.."));

  @ArchTest
  static final ArchRule modelsKnowTheEngineOnly =
      noClasses()
          .that()
          .resideInAPackage(MODELS)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(OPERATORS, JOBS, GATEWAY, "org.apache.flink.streaming.."));

  @ArchTest
  static final ArchRule operatorsDoNotKnowTheJobs =
      noClasses()
          .that()
          .resideInAPackage(OPERATORS)
          .should()
          .dependOnClassesThat(resideInAnyPackage(JOBS, GATEWAY));

  @ArchTest
  static final ArchRule gatewayDoesNotKnowTheOperators =
      noClasses()
          .that()
          .resideInAPackage(GATEWAY)
          .should()
          .dependOnClassesThat(resideInAnyPackage(OPERATORS, JOBS, "org.apache.flink.."));

  @ArchTest
  static final ArchRule timeComesIn =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINE, OPERATORS)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .because("replays and backtests must see the time of the data");

  @ArchTest
  static final ArchRule noUnseededRandomness =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINE, OPERATORS)
          .should()
          .callConstructor(Random.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ThreadLocalRandom.class);

  @ArchTest
  static final ArchRule engineHasNoDecimalsAndNoStreams =
      noClasses()
          .that()
          .resideInAPackage(ENGINE)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(BigDecimal.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(BaseStream.class);

  @ArchTest
  static final ArchRule packagesAreNullMarked =
      classes()
          .that()
          .haveSimpleName("package-info")
          .should()
          .beAnnotatedWith(org.jspecify.annotations.NullMarked.class);
}
