package io.cryptoscalp.jobs.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.jobs.ConfigException;
import org.junit.jupiter.api.Test;

/** Does an address carry the settings that inserts rely on, and keep its password to itself? */
class ClickHouseAddressTest {
  @Test
  void addressesGetTheSettingsThatInsertsRelyOn() {
    ClickHouseAddress address =
        new ClickHouseAddress("jdbc:clickhouse://h:8123/db?socket_timeout=1000", "", "");

    assertThat(address.url())
        .startsWith("jdbc:clickhouse://h:8123/db?socket_timeout=1000&")
        .contains("&clickhouse_setting_async_insert=0");
    assertThat(new ClickHouseAddress(address.url(), "", "").url()).isEqualTo(address.url());
  }

  @Test
  void httpAddressesAreTakenToo() {
    assertThat(new ClickHouseAddress("http://h:8123/db", "", "").url())
        .startsWith("jdbc:clickhouse:http://h:8123/db?");
    assertThat(new ClickHouseAddress("https://h/", "", "").url())
        .startsWith("jdbc:clickhouse:https://h/?");
  }

  @Test
  void credentialsOfTheUrlWinAndLeaveIt() {
    ClickHouseAddress inFront =
        new ClickHouseAddress("jdbc:clickhouse://ann:h%40sh+@h:8123/db", "default", "other");
    assertThat(inFront.user()).isEqualTo("ann");
    assertThat(inFront.password()).isEqualTo("h@sh+");
    assertThat(inFront.url()).startsWith("jdbc:clickhouse://h:8123/db?").doesNotContain("ann");

    ClickHouseAddress behind =
        new ClickHouseAddress("http://h/db?user=ann&password=hush", "default", "");
    assertThat(behind.user()).isEqualTo("ann");
    assertThat(behind.password()).isEqualTo("hush");
    assertThat(behind.url()).doesNotContain("hush").doesNotContain("user=");

    ClickHouseAddress beside = new ClickHouseAddress("jdbc:clickhouse://h/db", "a%b", "c%d");
    assertThat(beside.user()).isEqualTo("a%b");
    assertThat(beside.password()).isEqualTo("c%d");
  }

  @Test
  void passwordsAreNeverShown() {
    assertThat(new ClickHouseAddress("http://ann:hush@h/db?password=hush", "", "hush").toString())
        .doesNotContain("hush");
    for (String bad : new String[] {"jdbc:mysql://ann:hush@h", "jdbc:mysql://h?password=hush"}) {
      assertThatThrownBy(() -> new ClickHouseAddress(bad, "", ""))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("CONFIG_INVALID: key=clickhouse.url")
          .hasMessageNotContaining("hush");
      assertThat(ClickHouseAddress.holdsSecret(bad)).isTrue();
    }
    assertThat(ClickHouseAddress.holdsSecret("http://ann@h:8123/db?socket_timeout=1")).isFalse();
  }

  @Test
  void settingsThatContradictAreRefused() {
    assertThatThrownBy(
            () ->
                new ClickHouseAddress(
                    "jdbc:clickhouse://h/db?clickhouse_setting_async_insert=1", "", ""))
        .hasMessageStartingWith("CONFIG_CONFLICT: key=clickhouse_setting_async_insert");
  }
}
