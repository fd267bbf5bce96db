package io.cryptoscalp.jobs.runtime.clickhouse;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request to ClickHouse's HTTP interface asks for, apart from its body.
 *
 * <p>URL parameters that are not part of the interface are settings of the statement; {@code
 * param_<name>} are values of placeholders.
 *
 * @param query the statement, or its beginning; the body follows it
 * @param queryId given by the client, or a new one
 * @param database current for the statement; empty for {@code default}
 * @param format of the output when the statement names none
 * @param settings by name
 * @param parameters by name, without the {@code param_} prefix
 * @param compress whether the response is in compressed blocks
 * @param decompress whether the body is in compressed blocks
 * @param sessionId null when the request stands alone
 * @param sessionTimeoutS seconds to keep the session after this request
 * @param sessionMustExist whether an unknown session is an error
 */
record QueryRequest(
    String query,
    String queryId,
    String database,
    String format,
    Map<String, String> settings,
    Map<String, String> parameters,
    boolean compress,
    boolean decompress,
    @Nullable String sessionId,
    long sessionTimeoutS,
    boolean sessionMustExist) {

  private static final String PARAMETER_PREFIX = "param_";
  private static final long MAX_SESSION_TIMEOUT_S = 3600;
  private static final Pattern SETTING_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

  /** Parameters of the interface itself, which are no settings. */
  private static final Set<String> RESERVED =
      Set.of(
          "query",
          "query_id",
          "database",
          "default_format",
          "compress",
          "decompress",
          "user",
          "password",
          "quota_key",
          "role",
          "stacktrace",
          "session_id",
          "session_timeout",
          "session_check",
          "close_session",
          "buffer_size",
          "wait_end_of_query",
          "client_protocol_version",
          "enable_http_compression");

  /**
   * Reads the URL and the headers.
   *
   * @param rawQuery the URL's part after {@code ?}, still encoded; null if absent
   * @param header gives a header's value or null
   * @throws ClickHouseException for a user this server does not know or a malformed parameter
   */
  static QueryRequest parse(@Nullable String rawQuery, Function<String, @Nullable String> header)
      throws ClickHouseException {
    Map<String, String> all = decode(rawQuery);
    authenticate(all, header);
    Map<String, String> settings = new TreeMap<>();
    Map<String, String> parameters = new TreeMap<>();
    for (Map.Entry<String, String> entry : all.entrySet()) {
      String name = entry.getKey();
      if (name.startsWith(PARAMETER_PREFIX)) {
        parameters.put(name.substring(PARAMETER_PREFIX.length()), entry.getValue());
      } else if (!RESERVED.contains(name)) {
        if (!SETTING_NAME.matcher(name).matches()) {
          throw new ClickHouseException(
              ClickHouseException.UNKNOWN_SETTING,
              "UNKNOWN_SETTING",
              "Unknown setting '" + name + "'");
        }
        settings.put(name, entry.getValue());
      }
    }
    return new QueryRequest(
        all.getOrDefault("query", ""),
        first(all.get("query_id"), header.apply("X-ClickHouse-Query-Id"), newId()),
        first(all.get("database"), header.apply("X-ClickHouse-Database"), ""),
        first(all.get("default_format"), header.apply("X-ClickHouse-Format"), "TabSeparated"),
        settings,
        parameters,
        isOn(all.get("compress")),
        isOn(all.get("decompress")),
        all.get("session_id"),
        sessionTimeout(all.get("session_timeout")),
        isOn(all.get("session_check")));
  }

  private static Map<String, String> decode(@Nullable String rawQuery) throws ClickHouseException {
    Map<String, String> decoded = new TreeMap<>();
    if (rawQuery == null) {
      return decoded;
    }
    try {
      for (String pair : rawQuery.split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        if (!name.isEmpty()) {
          decoded.put(
              URLDecoder.decode(name, StandardCharsets.UTF_8),
              URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new ClickHouseException(
          ClickHouseException.BAD_ARGUMENTS, "BAD_ARGUMENTS", "URL is not encoded properly");
    }
    return decoded;
  }

  /**
   * There is one user, {@code default}, who has no password: any is accepted, as by a ClickHouse
   * server whose user was created without one.
   */
  private static void authenticate(
      Map<String, String> all, Function<String, @Nullable String> header)
      throws ClickHouseException {
    String user = first(all.get("user"), header.apply("X-ClickHouse-User"), "");
    String basic = header.apply("Authorization");
    if (user.isEmpty() && basic != null && basic.startsWith("Basic ")) {
      String pair = decodeBasic(basic.substring("Basic ".length()).trim());
      int colon = pair.indexOf(':');
      user = colon < 0 ? pair : pair.substring(0, colon);
    }
    if (!user.isEmpty() && !user.equals("default")) {
      throw new ClickHouseException(
          ClickHouseException.AUTHENTICATION_FAILED,
          "AUTHENTICATION_FAILED",
          user
              + ": Authentication failed: password is incorrect, or there is no user with such"
              + " name.");
    }
  }

  private static String decodeBasic(String encoded) throws ClickHouseException {
    try {
      return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ClickHouseException(
          ClickHouseException.AUTHENTICATION_FAILED,
          "AUTHENTICATION_FAILED",
          "Invalid HTTP authorization header");
    }
  }

  private static long sessionTimeout(@Nullable String text) throws ClickHouseException {
    if (text == null) {
      return 60;
    }
    try {
      long seconds = Long.parseLong(text);
      if (seconds >= 0 && seconds <= MAX_SESSION_TIMEOUT_S) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // Said below, together with a number out of range.
    }
    throw new ClickHouseException(
        ClickHouseException.BAD_ARGUMENTS,
        "BAD_ARGUMENTS",
        "Invalid session timeout: '" + text + "', maximum is " + MAX_SESSION_TIMEOUT_S);
  }

  private static boolean isOn(@Nullable String value) {
    return value != null && (value.equals("1") || value.equalsIgnoreCase("true"));
  }

  private static String first(@Nullable String a, @Nullable String b, String otherwise) {
    if (a != null && !a.isEmpty()) {
      return a;
    }
    return b != null && !b.isEmpty() ? b : otherwise;
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }
}
