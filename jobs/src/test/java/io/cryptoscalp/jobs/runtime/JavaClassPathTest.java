package io.cryptoscalp.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Are the class path's entries found one by one, even behind a build tool's manifest jar? */
class JavaClassPathTest {
  @Test
  void findsJarsByName() {
    assertThat(JavaClassPath.select(name -> name.startsWith("flink-runtime-2"))).isNotEmpty();
    assertThat(JavaClassPath.select(name -> name.startsWith("no-such-artifact"))).isEmpty();
  }

  @Test
  void findsTheJarOfClassesOnce() {
    assertThat(JavaClassPath.of(Test.class, BeforeEach.class))
        .singleElement()
        .satisfies(jar -> assertThat(jar.toString()).contains("junit-jupiter-api"));
  }
}
