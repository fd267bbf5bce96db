package io.cryptoscalp.jobs.runtime.clickhouse;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One session of the engine: a current database, settings, and one statement at a time.
 *
 * <p>Not thread-safe; several connections of a process run statements in parallel. What {@link
 * #prepare} set is remembered, so that a request with the settings of the one before costs nothing.
 */
final class EngineConnection implements AutoCloseable {
  /** What a statement does, by the engine's own parser. */
  enum Kind {
    READ,
    WRITE,
    /** Changes the session or the server: SET, USE, SYSTEM, KILL. */
    CONTROL,
    UNKNOWN
  }

  /** The parser's view of a text: the kind, and how many statements it holds. */
  record Analysis(Kind kind, int statements) {}

  /**
   * Where the embedded engine's defaults differ from what this endpoint promises: rows are on disk
   * when an insert is acknowledged, and a bare expression is a syntax error.
   */
  private static final Map<String, String> BASE =
      Map.of("async_insert", "0", "implicit_select", "0", "allow_introspection_functions", "0");

  private static final String DEFAULT_DATABASE = "default";
  private static final int CHUNK = 1 << 20;
  private static final int ANALYSIS_BYTES = 16;
  private static final byte[] NO_OUTPUT = "Null".getBytes(StandardCharsets.US_ASCII);

  private final Chdb chdb;
  private final Pointer owner;
  private final Pointer handle;
  private final Map<String, String> applied = new TreeMap<>();
  private String database = DEFAULT_DATABASE;
  private boolean closed;

  private EngineConnection(Chdb chdb, Pointer owner) {
    this.chdb = chdb;
    this.owner = owner;
    this.handle = owner.getPointer(0);
  }

  /**
   * Opens a connection; the first one of a process opens the data folder.
   *
   * @throws IllegalStateException if the engine cannot open the folder
   */
  static EngineConnection open(Chdb chdb, Path folder) {
    String[] arguments = {"clickhouse", "--path=" + folder};
    Pointer[] opened = new Pointer[1];
    SignalGuard.protect(
        () -> opened[0] = chdb.chdb_connect(arguments.length, new StringArray(arguments, "UTF-8")));
    if (opened[0] == null) {
      throw new IllegalStateException("the engine cannot open " + folder);
    }
    EngineConnection connection = new EngineConnection(chdb, opened[0]);
    try {
      connection.set(BASE);
    } catch (ClickHouseException e) {
      connection.close();
      throw new IllegalStateException("the engine refuses its base settings", e);
    }
    return connection;
  }

  /** Makes the database current and the given settings, and no others, differ from the defaults. */
  void prepare(String wantedDatabase, Map<String, String> wanted) throws ClickHouseException {
    String target = wantedDatabase.isEmpty() ? DEFAULT_DATABASE : wantedDatabase;
    if (!target.equals(database)) {
      run("USE `" + target.replace("\\", "\\\\").replace("`", "\\`") + "`");
      database = target;
    }
    Map<String, String> changes = new TreeMap<>();
    for (String name : applied.keySet()) {
      if (!wanted.containsKey(name)) {
        changes.put(name, BASE.getOrDefault(name, ""));
      }
    }
    wanted.forEach(
        (name, value) -> {
          if (!value.equals(applied.get(name))) {
            changes.put(name, value);
          }
        });
    if (!changes.isEmpty()) {
      Map<String, String> assignments = new TreeMap<>();
      for (Map.Entry<String, String> change : changes.entrySet()) {
        boolean reset = !wanted.containsKey(change.getKey()) && change.getValue().isEmpty();
        assignments.put(change.getKey(), reset ? "DEFAULT" : quote(change.getValue()));
      }
      assign(assignments);
      applied.clear();
      applied.putAll(wanted);
    }
  }

  /** Asks the engine's parser what the text is; nothing is executed. */
  Analysis analyse(byte[] text, int length) {
    try (Memory query = copy(text, 0, length);
        Memory analysis = new Memory(ANALYSIS_BYTES)) {
      analysis.clear();
      analysis.setInt(0, ANALYSIS_BYTES);
      int status = chdb.chdb_classify_query_n(handle, query, length, null, 0, analysis);
      if (status != 0) {
        return new Analysis(Kind.UNKNOWN, 0);
      }
      Kind kind =
          switch (analysis.getInt(12)) {
            case 0 -> Kind.READ;
            case 1, 2 -> Kind.WRITE;
            case 3 -> Kind.CONTROL;
            default -> Kind.UNKNOWN;
          };
      return new Analysis(kind, analysis.getInt(4));
    }
  }

  /**
   * Runs one statement.
   *
   * @param format of the output, unless the statement has a FORMAT clause
   * @param parameters values of {@code {name:Type}} placeholders, in ClickHouse's escaped text form
   */
  EngineResult query(byte[] text, int length, String format, Map<String, String> parameters)
      throws ClickHouseException {
    byte[] formatName = format.getBytes(StandardCharsets.UTF_8);
    Pointer result;
    try (Memory query = copy(text, 0, length)) {
      if (parameters.isEmpty()) {
        result = chdb.chdb_query_n(handle, query, length, formatName, formatName.length);
      } else {
        try (NativeStrings names = new NativeStrings(parameters.keySet());
            NativeStrings values = new NativeStrings(parameters.values())) {
          result =
              chdb.chdb_query_with_params_n(
                  handle,
                  query,
                  length,
                  formatName,
                  formatName.length,
                  names.pointers(),
                  names.lengths(),
                  values.pointers(),
                  values.lengths(),
                  parameters.size());
        }
      }
    }
    return checked(result);
  }

  /** Runs an INSERT whose rows are in {@code data}, in the format of the statement. */
  EngineResult insert(InsertStatement statement, byte[] data, int from, int to)
      throws ClickHouseException {
    byte[] head = statement.head().getBytes(StandardCharsets.UTF_8);
    byte[] format = statement.format().getBytes(StandardCharsets.UTF_8);
    Pointer stream;
    try (Memory query = copy(head, 0, head.length)) {
      stream = chdb.chdb_stream_insert_n(handle, query, head.length, format, format.length);
    }
    try (Memory chunk = new Memory(Math.max(1, Math.min(CHUNK, to - from)))) {
      Pointer error = chdb.chdb_stream_insert_error(stream);
      if (error != null) {
        throw ClickHouseException.of(error.getString(0, "UTF-8"));
      }
      for (int at = from; at < to; at += CHUNK) {
        int part = Math.min(CHUNK, to - at);
        chunk.write(0, data, at, part);
        if (chdb.chdb_stream_append(stream, chunk, part) != 0) {
          break; // The result below carries the reason.
        }
      }
      return checked(chdb.chdb_stream_done(stream));
    } finally {
      chdb.chdb_destroy_insert_stream(stream);
    }
  }

  /** Takes the output that a failed statement left behind, and forgets it. */
  void dropPendingOutput() {
    try {
      run("SELECT 1");
    } catch (ClickHouseException e) {
      // The next statement on this connection meets the same fault and reports it.
    }
  }

  private EngineResult checked(Pointer pointer) throws ClickHouseException {
    EngineResult result = new EngineResult(chdb, Objects.requireNonNull(pointer));
    try {
      result.check();
      return result;
    } catch (ClickHouseException e) {
      result.close();
      throw e;
    }
  }

  private void set(Map<String, String> values) throws ClickHouseException {
    Map<String, String> assignments = new TreeMap<>();
    values.forEach((name, value) -> assignments.put(name, quote(value)));
    assign(assignments);
  }

  private void assign(Map<String, String> assignments) throws ClickHouseException {
    StringBuilder statement = new StringBuilder("SET ");
    for (Map.Entry<String, String> assignment : assignments.entrySet()) {
      statement.append(statement.length() == 4 ? "" : ", ");
      statement.append(assignment.getKey()).append(" = ").append(assignment.getValue());
    }
    run(statement.toString());
  }

  private void run(String statement) throws ClickHouseException {
    byte[] text = statement.getBytes(StandardCharsets.UTF_8);
    try (Memory query = copy(text, 0, text.length)) {
      checked(chdb.chdb_query_n(handle, query, text.length, NO_OUTPUT, NO_OUTPUT.length)).close();
    }
  }

  private static String quote(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static Memory copy(byte[] bytes, int offset, int length) {
    Memory memory = new Memory(Math.max(1, length));
    memory.write(0, bytes, offset, length);
    return memory;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      SignalGuard.protect(() -> chdb.chdb_close_conn(owner));
    }
  }
}
