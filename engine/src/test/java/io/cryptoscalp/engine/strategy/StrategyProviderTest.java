package io.cryptoscalp.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.strategy.example.ImbalanceFollower;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Do strategies of users' jars stand beside the product's own? */
class StrategyProviderTest {
  private static final Instrument BTC = InstrumentCatalogue.builtIn().all().get(0);

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @TempDir private Path folder;

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private ClassLoader naming(String... classes) throws Exception {
    Path services = folder.resolve("META-INF/services");
    Files.createDirectories(services);
    Files.write(services.resolve(StrategyProvider.class.getName()), List.of(classes));
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
  }

  private static List<Strategy> create(Map<String, String> parameters, String... ids) {
    return Strategies.create(
        List.of(ids), "a", BTC, StrategyOptions.DEFAULT, feature -> 0, parameters);
  }

  @Test
  void aProviderOfAJarIsFoundAndGetsItsParameters() throws Exception {
    Thread.currentThread().setContextClassLoader(naming(ImbalanceFollower.class.getName()));
    assertThat(create(Map.of(), MeanReversion.ID, "imbalance-follower"))
        .extracting(Strategy::id)
        .containsExactly(MeanReversion.ID, "imbalance-follower");
    assertThatThrownBy(
            () -> create(Map.of("imbalance-follower.threshold", "much"), "imbalance-follower"))
        .hasMessage("STRATEGY_PARAMETER_INVALID: name=threshold value=much");
  }

  @Test
  void whatCannotBeFoundOrLoadedIsNamed() throws Exception {
    assertThatThrownBy(() -> create(Map.of(), "imbalance-follower"))
        .hasMessageStartingWith("STRATEGY_UNKNOWN: id=imbalance-follower known=[mean-reversion");
    ClassLoader broken = naming("not.There");
    assertThatThrownBy(() -> Strategies.providers(broken))
        .hasMessageStartingWith("STRATEGY_UNUSABLE: cause=")
        .hasMessageContaining("not.There");
  }

  /** Wants the name of one of the product's own. */
  public static final class Impostor implements StrategyProvider {
    @Override
    public String id() {
      return MeanReversion.ID;
    }

    @Override
    public Strategy create(StrategySetup setup) {
      throw new IllegalStateException("never made");
    }
  }

  @Test
  void theProductsOwnNamesAreTaken() throws Exception {
    ClassLoader impostor = naming(Impostor.class.getName());
    assertThatThrownBy(() -> Strategies.providers(impostor))
        .hasMessage(
            "STRATEGY_TWICE: id=mean-reversion classes=built in and " + Impostor.class.getName());
  }
}
