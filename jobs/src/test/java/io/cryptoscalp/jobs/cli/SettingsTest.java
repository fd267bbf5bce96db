package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Do layers win in their order, and do secrets stay hidden? */
class SettingsTest {
  @TempDir Path folder;

  @Test
  void laterLayersWin() throws IOException {
    Path file = folder.resolve("c.properties");
    Files.writeString(
        file, "kafka.bootstrap=file:1\nclickhouse.user=file\njob.trading.account.id=a-1\n");
    Settings settings =
        Settings.resolve(
            folder,
            file,
            Map.of("KAFKA_BOOTSTRAP", "env:1", "FLINK_TARGET", "env:2"),
            List.of("flink.target=set:2"));
    assertThat(settings.text(Settings.KAFKA)).isEqualTo("env:1");
    assertThat(settings.text(Settings.CLICKHOUSE_USER)).isEqualTo("file");
    assertThat(settings.text(Settings.FLINK_TARGET)).isEqualTo("set:2");
    assertThat(settings.dataDir()).isEqualTo(folder.resolve("data"));
    assertThat(settings.job(Settings.TRADING_PREFIX)).isEqualTo(Map.of("account.id", "a-1"));
    assertThat(settings.isGiven(Settings.CLICKHOUSE_URL)).isFalse();
  }

  @Test
  void passwordsComeFromAFile() throws IOException {
    Path file = folder.resolve("secret");
    Files.writeString(file, "hunter2\n");
    Settings settings =
        Settings.resolve(
            folder, null, Map.of("CLICKHOUSE_PASSWORD_FILE", file.toString()), List.of());
    assertThat(settings.clickHousePassword()).isEqualTo("hunter2");
    assertThat(settings.shown().toString()).doesNotContain("hunter2");
  }

  @Test
  void hidesSecretsInKeysAndUrls() {
    assertThat(Settings.hide("clickhouse.password", "x")).isEqualTo(Settings.HIDDEN);
    assertThat(Settings.hide("clickhouse.password", "")).isEmpty();
    assertThat(Settings.hide("job.trading.api-key", "x")).isEqualTo(Settings.HIDDEN);
    assertThat(Settings.hideInUrl("http://u:s3c@h/?a=b&password=s3c")).doesNotContain("s3c");
  }
}
