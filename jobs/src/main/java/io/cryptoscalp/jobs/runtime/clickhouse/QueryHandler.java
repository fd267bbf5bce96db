package io.cryptoscalp.jobs.runtime.clickhouse;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.jspecify.annotations.Nullable;

/** One statement over HTTP: reads the request, runs it on the engine, writes rows or the error. */
final class QueryHandler {
  private static final Pattern OUTPUT_FORMAT =
      Pattern.compile("(?is)\\bFORMAT\\s+([A-Za-z0-9]+)(?:\\s+SETTINGS\\s[^;]*)?\\s*;?\\s*$");
  private static final Pattern TEMPORARY = Pattern.compile("(?is)^\\s*CREATE\\s+.*\\bTEMPORARY\\b");
  private static final int HEAD = 1 << 12;

  private final EnginePool pool;
  private final ServerIdentity identity;
  private final int maxRequestBytes;

  /**
   * How the server names itself in every response.
   *
   * @param version ClickHouse's, for example {@code 26.7.2.1}
   * @param timezone the engine's default time zone
   */
  record ServerIdentity(String name, String version, String timezone) {}

  QueryHandler(EnginePool pool, ServerIdentity identity, int maxRequestBytes) {
    this.pool = pool;
    this.identity = identity;
    this.maxRequestBytes = maxRequestBytes;
  }

  void handle(HttpExchange exchange) throws IOException {
    Headers in = exchange.getRequestHeaders();
    Headers out = exchange.getResponseHeaders();
    out.set("X-ClickHouse-Server-Display-Name", identity.name());
    out.set("X-ClickHouse-Timezone", identity.timezone());
    out.set("Keep-Alive", "timeout=30");
    boolean compress = false;
    try {
      QueryRequest request =
          QueryRequest.parse(exchange.getRequestURI().getRawQuery(), in::getFirst);
      out.set("X-ClickHouse-Query-Id", request.queryId());
      compress = request.compress();
      boolean mayWrite = exchange.getRequestMethod().equals("POST");
      run(exchange, request, read(exchange, request), mayWrite);
    } catch (ClickHouseException e) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      sendError(exchange, e, compress);
    } catch (RuntimeException e) {
      // A fault of this server: its log gets the stack, the client an answer if none has begun.
      e.printStackTrace();
      if (exchange.getResponseCode() < 0) {
        sendError(exchange, ClickHouseException.of(e.toString()), compress);
      }
    }
  }

  private RequestBody read(HttpExchange exchange, QueryRequest request)
      throws IOException, ClickHouseException {
    boolean encoded =
        request.decompress() || exchange.getRequestHeaders().containsKey("Content-Encoding");
    try {
      return RequestBody.read(request.query(), decoded(exchange, request), maxRequestBytes);
    } catch (IOException e) {
      if (encoded) {
        throw new ClickHouseException(
            ClickHouseException.CANNOT_DECOMPRESS, "CANNOT_DECOMPRESS", e.getMessage());
      }
      throw e;
    }
  }

  private void run(HttpExchange exchange, QueryRequest request, RequestBody body, boolean mayWrite)
      throws IOException, ClickHouseException {
    String sessionId = request.sessionId();
    try (EnginePool.Lease lease =
        sessionId == null
            ? pool.lease()
            : pool.lease(sessionId, request.sessionTimeoutS(), request.sessionMustExist())) {
      InsertStatement insert = InsertStatement.scan(body.bytes(), body.length());
      try (EngineResult result = execute(lease, request, insert, body, mayWrite)) {
        sendResult(exchange, request, outputFormat(request, body), result);
      }
    }
  }

  private EngineResult execute(
      EnginePool.Lease lease,
      QueryRequest request,
      @Nullable InsertStatement insert,
      RequestBody body,
      boolean mayWrite)
      throws ClickHouseException {
    try {
      lease.connection().prepare(request.database(), request.settings());
      return insert != null
          ? insert(lease.connection(), insert, body, mayWrite)
          : statement(lease, request, body, mayWrite);
    } catch (ClickHouseException e) {
      lease.markFailed();
      throw e;
    }
  }

  private EngineResult insert(
      EngineConnection connection, InsertStatement insert, RequestBody body, boolean mayWrite)
      throws ClickHouseException {
    if (!mayWrite) {
      throw readOnly();
    }
    return connection.insert(insert, body.bytes(), insert.dataStart(), body.length());
  }

  private EngineResult statement(
      EnginePool.Lease lease, QueryRequest request, RequestBody body, boolean mayWrite)
      throws ClickHouseException {
    EngineConnection connection = lease.connection();
    EngineConnection.Analysis analysis = connection.analyse(body.bytes(), body.length());
    if (analysis.statements() > 1) {
      throw new ClickHouseException(
          ClickHouseException.SYNTAX_ERROR,
          "SYNTAX_ERROR",
          "Syntax error (Multi-statements are not allowed)");
    }
    if (analysis.statements() == 0 && isBlank(body)) {
      throw new ClickHouseException(
          ClickHouseException.SYNTAX_ERROR, "SYNTAX_ERROR", "Syntax error: Empty query");
    }
    boolean reads = analysis.kind() == EngineConnection.Kind.READ;
    if (!mayWrite && !reads && analysis.kind() != EngineConnection.Kind.UNKNOWN) {
      throw readOnly();
    }
    if (!lease.inSession() && leavesState(analysis, body)) {
      lease.markChanged();
    }
    return connection.query(body.bytes(), body.length(), request.format(), request.parameters());
  }

  /** A request without a session must leave no SET, USE or temporary table to the next one. */
  private static boolean leavesState(EngineConnection.Analysis analysis, RequestBody body) {
    return analysis.kind() == EngineConnection.Kind.CONTROL
        || TEMPORARY.matcher(text(body, 0, Math.min(HEAD, body.length()))).find();
  }

  private static String outputFormat(QueryRequest request, RequestBody body) {
    int from = Math.max(0, body.length() - HEAD);
    Matcher named = OUTPUT_FORMAT.matcher(text(body, from, body.length() - from));
    return named.find() ? named.group(1) : request.format();
  }

  private static String text(RequestBody body, int from, int length) {
    return new String(body.bytes(), from, length, StandardCharsets.UTF_8);
  }

  private static boolean isBlank(RequestBody body) {
    return body.length() < HEAD && text(body, 0, body.length()).isBlank();
  }

  private static ClickHouseException readOnly() {
    return new ClickHouseException(
        ClickHouseException.READONLY,
        "READONLY",
        "Cannot execute query in readonly mode. For queries over HTTP, method GET implies readonly."
            + " You should use method POST for modifying queries");
  }

  private static InputStream decoded(HttpExchange exchange, QueryRequest request)
      throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    InputStream raw = exchange.getRequestBody();
    InputStream plain =
        switch (encoding == null ? "" : encoding.toLowerCase(Locale.ROOT)) {
          case "gzip" -> new GZIPInputStream(raw);
          case "lz4" -> new LZ4FrameInputStream(raw);
          default -> raw;
        };
    return request.decompress() ? CompressedBlocks.decompress(plain) : plain;
  }

  private void sendResult(
      HttpExchange exchange, QueryRequest request, String format, EngineResult result)
      throws IOException {
    Headers out = exchange.getResponseHeaders();
    out.set("X-ClickHouse-Format", format);
    out.set("X-ClickHouse-Summary", result.summary());
    out.set("Content-Type", contentType(format));
    if (result.length() == 0) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    String encoding = "";
    String query = exchange.getRequestURI().getRawQuery();
    if (accepted != null && query != null && query.contains("enable_http_compression=1")) {
      String lower = accepted.toLowerCase(Locale.ROOT);
      encoding = lower.contains("lz4") ? "lz4" : lower.contains("gzip") ? "gzip" : "";
    }
    if (!encoding.isEmpty()) {
      out.set("Content-Encoding", encoding);
    }
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    try (OutputStream target =
        switch (encoding) {
          case "lz4" -> new LZ4FrameOutputStream(body);
          case "gzip" -> new GZIPOutputStream(body);
          default -> request.compress() ? CompressedBlocks.compress(body) : body;
        }) {
      result.writeTo(target);
    }
  }

  private void sendError(HttpExchange exchange, ClickHouseException error, boolean compress)
      throws IOException {
    Headers out = exchange.getResponseHeaders();
    out.set("X-ClickHouse-Exception-Code", Integer.toString(error.code()));
    out.set("Content-Type", "text/plain; charset=UTF-8");
    exchange.sendResponseHeaders(error.httpStatus(), 0);
    OutputStream body = exchange.getResponseBody();
    try (OutputStream target = compress ? CompressedBlocks.compress(body) : body) {
      target.write(error.body(identity.version()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String contentType(String format) {
    if (format.startsWith("JSON")) {
      return format.contains("EachRow")
          ? "application/x-ndjson; charset=UTF-8"
          : "application/json; charset=UTF-8";
    }
    if (format.startsWith("CSV")) {
      return "text/csv; charset=UTF-8; header=" + (format.contains("Names") ? "present" : "absent");
    }
    if (format.startsWith("TabSeparated") || format.startsWith("TSV")) {
      return "text/tab-separated-values; charset=UTF-8";
    }
    return format.startsWith("RowBinary") || format.equals("Native")
        ? "application/octet-stream"
        : "text/plain; charset=UTF-8";
  }
}
