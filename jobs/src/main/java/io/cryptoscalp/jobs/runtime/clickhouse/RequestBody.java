package io.cryptoscalp.jobs.runtime.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Statement and data of a request in one buffer.
 *
 * @param bytes valid up to {@code length}
 */
record RequestBody(byte[] bytes, int length) {
  private static final int FIRST = 1 << 16;

  /**
   * Reads the body behind the statement that the URL gave.
   *
   * @param query the URL's statement, may be empty
   * @param limit greatest number of bytes accepted
   * @throws ClickHouseException when there are more
   */
  static RequestBody read(String query, InputStream input, int limit)
      throws IOException, ClickHouseException {
    byte[] head = (query.isEmpty() ? "" : query + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(head, Math.max(FIRST, head.length + FIRST));
    int length = head.length;
    while (true) {
      int read = input.read(bytes, length, bytes.length - length);
      if (read < 0) {
        return new RequestBody(bytes, length);
      }
      length += read;
      if (length > limit) {
        throw new ClickHouseException(
            ClickHouseException.REQUEST_TOO_LARGE,
            "TOO_MANY_BYTES",
            "Request is larger than " + limit + " bytes");
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(limit + 1L, bytes.length * 2L));
      }
    }
  }
}
