package io.cryptoscalp.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.gateway.replay.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a run in pieces send what a run in one piece sends? */
class ResumeTest {
  private static final long T0 = 1_700_000_000_000_000_000L;
  private static final long MS = 1_000_000L;
  private static final String[] FILES = {
    "2024-01-01/usdm-btcusdt", "2024-01-01/spot-btcusdt", "2024-01-02/usdm-btcusdt"
  };

  @TempDir private Path folder;

  @Test
  void piecesCutByRecordedTimeRepeatNothingAndLeaveOutNothing() throws Exception {
    record();
    List<String> whole = new ArrayList<>();
    publish(null, Duration.ZERO, whole);
    assertThat(whole).hasSize(90);

    Path progress = folder.resolve("progress.json");
    List<String> pieces = new ArrayList<>();
    for (int run = 0; run < 100 && pieces.size() < whole.size(); run++) {
      publish(progress, Duration.ofMillis(7), pieces);
    }
    assertThat(pieces).isEqualTo(whole);

    publish(progress, Duration.ofMillis(7), pieces);
    assertThat(pieces).as("a run behind the end").isEqualTo(whole);
  }

  /** Interleaved, with equal times across files. */
  private void record() throws IOException {
    for (int file = 0; file < FILES.length; file++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 30; i++) {
        long time = T0 + (file == 2 ? 90 : 0) * MS + i * (3 * MS);
        text.append(time).append(" {\"f\":").append(file).append(",\"n\":").append(i).append("}\n");
      }
      Path path = folder.resolve("in").resolve(FILES[file]);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    }
  }

  private void publish(@Nullable Path file, Duration limit, List<String> sent) throws Exception {
    Progress resumed = file == null ? null : Progress.read(file);
    PublisherOptions options =
        PublisherOptions.DEFAULT
            .withSpeed(Pacer.MAX)
            .withProgressFile(file)
            .withRecordedLimit(limit);
    MemorySink sink = new MemorySink();
    try (Recording recording = Recording.open(folder.resolve("in"), resumed, line -> {})) {
      new Publisher(recording, sink, options, new ManualTime(), resumed).run();
    }
    for (MarketMessage message : sink.messages()) {
      sent.add(
          message.receiveTimeNs() + " " + new String(message.payload(), StandardCharsets.UTF_8));
    }
  }
}
