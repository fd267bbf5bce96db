package io.cryptoscalp.models.candles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Are candles read as users have them, and is what is not one refused with its line? */
class CandleFileTest {
  private static final long OPEN = 1_700_000_040_000_000_000L;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1700000040,1,3,0.5,2,10\n1700000100,2,2,2,2,0\n",
        """
        time,open,high,low,close,volume,count
        1700000040000,1,3,0.5,2,10,7
        1700000100000,2,2,2,2,0,0
        """,
        "1700000040000000000,1,3,0.5,2,10\n1700000100000000000,2,2,2,2,0\n",
        "2023-11-14 22:14:00.000000,1,3,0.5,2,10\n2023-11-14T22:15:00+00:00,2,2,2,2,0\n",
        "[[1700000040000,\"1\",\"3\",\"0.5\",\"2\",\"10\",1],[1700000100000,2,2,2,2,0]]",
      })
  void readsTimesAndLayoutsOfVenues(String text) throws IOException {
    CandleFile file = CandleFile.read(Files.writeString(folder.resolve("candles"), text));
    assertThat(file.intervalNs()).isEqualTo(60_000_000_000L);
    assertThat(file.candles())
        .containsExactly(
            new Candle(OPEN, 1, 3, 0.5, 2, 10),
            new Candle(OPEN + file.intervalNs(), 2, 2, 2, 2, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1700000040,1,3,0.5,2,10\n1700000040,2,2,2,2,0\n",
        "1700000040,1,3,0.5,2,10\n1700000100,2,x,2,2,0\n",
        "1700000040,1,3,0.5,2,10\n1700000100,2\n",
      })
  void namesTheLineThatIsNone(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("candles"), text);
    assertThatThrownBy(() -> CandleFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CANDLE_FILE_INVALID")
        .hasMessageContaining("line=2");
  }

  @Test
  void refusesAHighBelowTheClose() {
    assertThatThrownBy(() -> new Candle(0, 1, 1.5, 0.5, 2, 1))
        .hasMessageContaining("CANDLE_INVALID");
  }
}
