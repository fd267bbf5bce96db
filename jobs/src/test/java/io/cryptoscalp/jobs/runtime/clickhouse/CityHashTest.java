package io.cryptoscalp.jobs.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.data.ClickHouseCityHash;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Does the checksum equal that of ClickHouse's own client? */
class CityHashTest {
  @Test
  @SuppressWarnings("deprecation") // The client's class is the oracle here, and only here.
  void equalsTheClientsHashForEveryLength() {
    byte[] bytes = new byte[1200];
    new Random(7).nextBytes(bytes);
    for (int length = 0; length <= 1100; length++) {
      int offset = length % 13;
      assertThat(CityHash.hash128(bytes, offset, length))
          .as("length %s", length)
          .isEqualTo(ClickHouseCityHash.cityHash128(bytes, offset, length));
    }
  }
}
