package io.cryptoscalp.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.Intent.Action;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.event.RiskCommand.Kind;
import io.cryptoscalp.engine.execution.PaperOptions;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Is an account stored by a released version still read, and does the same history still lead to
 * the same bytes? Run with {@code -Dcryptoscalp.golden=write} to write the file of a new version.
 */
class AccountGoldenTest {
  private static final String FILE = "account-v1.bin";

  /** Entries, exits, halts, limits, a scheduled command: something in every part of the state. */
  private static AccountFixture played() {
    AccountFixture account = AccountFixture.paper();
    Random random = new Random(17);
    double price = 10_000;
    for (int i = 1; i <= 300; i++) {
      price *= 1 + 0.0003 * random.nextGaussian();
      account.tick(i, price, account.engine);
      if (i % 10 != 0) {
        continue;
      }
      boolean up = random.nextBoolean();
      Action action =
          random.nextInt(6) == 0 ? Action.EXIT : up ? Action.ENTER_LONG : Action.ENTER_SHORT;
      double away = up ? 0.01 : -0.01;
      account.engine.onIntent(
          AccountFixture.intent(i, action, price, price * (1 - away), price * (1 + away)), account);
    }
    account.engine.onIntent(AccountFixture.intent(301, Action.EXIT, price, 0, 0), account);
    account.engine.onIntent(
        AccountFixture.intent(301, Action.ENTER_LONG, price, price * 0.97, price * 1.03), account);
    account.command("c1", Kind.LIMITS, "", Map.of("max-leverage", "2"));
    account.command("c2", Kind.HALT, "other", Map.of());
    account.engine.onCommand(
        new RiskCommand("c3", Kind.REDUCE, "main", "", Map.of(), "later", 1L << 60), account);
    return account;
  }

  private static byte[] golden(byte[] current) throws IOException {
    if ("write".equals(System.getProperty("cryptoscalp.golden"))) {
      Path path = Path.of("src/test/resources/golden", FILE);
      Files.createDirectories(path.getParent());
      Files.write(path, current);
      return current;
    }
    try (InputStream in = AccountGoldenTest.class.getResourceAsStream("/golden/" + FILE)) {
      assertThat(in).as("golden file").isNotNull();
      return in.readAllBytes();
    }
  }

  private static byte[] bytes(AccountEngine engine) {
    StateWriter out = new StateWriter();
    engine.write(out);
    return out.toByteArray();
  }

  @Test
  void readsAndReproduces() throws IOException {
    AccountFixture account = played();
    assertThat(account.engine.ledger().openCount()).as("working orders").isPositive();
    byte[] current = bytes(account.engine);
    byte[] golden = golden(current);
    assertThat(current).isEqualTo(golden);
    AccountEngine restored = AccountFixture.create(PaperOptions.DEFAULT);
    StateReader in = new StateReader(golden);
    restored.read(in);
    assertThat(in.remaining()).isZero();
    assertThat(bytes(restored)).isEqualTo(golden);
  }
}
