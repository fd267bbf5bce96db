package io.cryptoscalp.bench.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.gateway.publish.MarketMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a repetition continue the ids and times of the one before, and change nothing else? */
class RecordedLoopTest {
  private static final String DEPTH =
      "{\"stream\":\"btcusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1723161256299,"
          + "\"T\":1723161256298,\"s\":\"BTCUSDT\",\"U\":995,\"u\":997,\"pu\":994,"
          + "\"b\":[[\"58710.20\",\"0.014\"]],\"a\":[]}}";
  private static final String TRADE =
      "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1723161256322,"
          + "\"T\":1723161256322,\"s\":\"BTCUSDT\",\"t\":50,\"p\":\"61800.30\",\"q\":\"0.006\","
          + "\"X\":\"MARKET\",\"m\":false}}";

  @TempDir Path folder;

  @Test
  void aRepetitionHasLaterIdsAndTimesOnly() throws Exception {
    Files.writeString(
        folder.resolve("usdm-btcusdt"),
        "1723161256310000000 " + DEPTH + "\n1723161256330000000 " + TRADE + "\n");
    RecordedLoop loop = new RecordedLoop(folder);
    assertThat(loop.size()).isEqualTo(2);
    assertThat(loop.periodNs()).isEqualTo(100_000_000L);
    assertThat(text(loop.next())).isEqualTo(DEPTH);
    assertThat(text(loop.next())).isEqualTo(TRADE);
    MarketMessage depth = loop.next();
    assertThat(depth.receiveTimeNs()).isEqualTo(1723161256410000000L);
    // Book ids span 994 to 997: the next repetition begins 4 later and grows by a digit.
    assertThat(text(depth))
        .isEqualTo(
            DEPTH
                .replace("\"E\":1723161256299", "\"E\":1723161256399")
                .replace("\"T\":1723161256298", "\"T\":1723161256398")
                .replace("\"U\":995", "\"U\":999")
                .replace("\"u\":997", "\"u\":1001")
                .replace("\"pu\":994", "\"pu\":998"));
    assertThat(text(loop.next()))
        .isEqualTo(TRADE.replace("1256322", "1256422").replace("\"t\":50", "\"t\":51"));
  }

  private static String text(MarketMessage message) {
    return new String(message.payload(), StandardCharsets.UTF_8);
  }
}
