package io.cryptoscalp.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.matching.Outages;
import io.cryptoscalp.jobs.ConfigException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Are words about a venue taken as they are meant, or refused by name? */
class VenueSettingsTest {
  private static final String NOON = "2024-08-08T12:00:00Z";
  private static final String LATER = "2024-08-08T12:00:05Z";

  @Test
  void outagesRefuseOrLoseRequests() {
    Outages outages =
        VenueSettings.of(
                Map.of(
                    "venue.outages",
                    NOON + "/" + LATER + "," + LATER + "/2024-08-08T12:00:09Z/lost"))
            .common()
            .outages();
    assertThat(outages.toNs()[0] - outages.fromNs()[0]).isEqualTo(5_000_000_000L);
    assertThat(outages.lost()).containsExactly(false, true);
  }

  @Test
  void outagesThatAreNoneAreNamed() {
    for (String wrong :
        List.of(
            NOON,
            NOON + "/" + LATER + "/lots",
            NOON + "/" + LATER + "/lost/again",
            LATER + "/" + NOON,
            "3000-01-01T00:00:00Z/3000-01-02T00:00:00Z")) {
      assertThatThrownBy(() -> VenueSettings.of(Map.of("venue.outages", wrong)))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("CONFIG_INVALID: key=venue.outages value=" + wrong);
    }
  }

  @Test
  void feesThatAreNoNumbersAreNamed() {
    for (String wrong : List.of("0.0002", "0.0002:much", "NaN:0.0005", "0:Infinity")) {
      assertThatThrownBy(() -> VenueSettings.of(Map.of("venue.fees", wrong)))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("CONFIG_INVALID: key=venue.fees value=" + wrong);
    }
  }
}
