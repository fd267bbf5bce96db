package io.cryptoscalp.jobs.runtime.clickhouse;

import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The engine's connections: a fixed number for requests that stand alone, one per HTTP session.
 *
 * <p>The engine runs as many statements at once as it has connections; more requests wait.
 */
final class EnginePool implements AutoCloseable {
  private static final int MAX_SESSIONS = 64;
  private static final long LEASE_WAIT_S = 60;

  private final Chdb chdb;
  private final Path folder;
  private final BlockingQueue<EngineConnection> idle;
  private final int size;
  private final Map<String, Session> sessions = new HashMap<>();

  /** A session's connection, and until when it is kept without a request. */
  private static final class Session {
    final EngineConnection connection;
    boolean busy;
    long expiresAtNs;

    Session(EngineConnection connection) {
      this.connection = connection;
    }
  }

  /** Opens {@code size} connections on the folder. */
  EnginePool(Chdb chdb, Path folder, int size) {
    this.chdb = chdb;
    this.folder = folder;
    this.size = size;
    this.idle = new ArrayBlockingQueue<>(size);
    SignalGuard.protect(() -> chdb.chdb_set_signal_handlers_enabled(0));
    for (int i = 0; i < size; i++) {
      idle.add(EngineConnection.open(chdb, folder));
    }
  }

  /** A connection that one request holds; closing it gives the connection back. */
  final class Lease implements AutoCloseable {
    private final EngineConnection connection;
    private final @Nullable Session session;
    private final long keepNs;
    private boolean changed;

    private Lease(EngineConnection connection, @Nullable Session session, long keepNs) {
      this.connection = connection;
      this.session = session;
      this.keepNs = keepNs;
    }

    EngineConnection connection() {
      return connection;
    }

    /** Whether statements of this lease may leave something behind for the next request. */
    boolean inSession() {
      return session != null;
    }

    /** The connection's session state differs from what it remembers; it must not be reused. */
    void markChanged() {
      changed = true;
    }

    /**
     * A statement failed. Rows that the engine had formatted by then would stand before the next
     * result of the same connection, so it is replaced, or emptied where a session needs it.
     */
    void markFailed() {
      if (session == null) {
        changed = true;
      } else {
        connection.dropPendingOutput();
      }
    }

    @Override
    public void close() {
      Session held = session;
      if (held != null) {
        synchronized (sessions) {
          held.busy = false;
          held.expiresAtNs = System.nanoTime() + keepNs;
        }
      } else if (changed) {
        connection.close();
        idle.add(EngineConnection.open(chdb, folder));
      } else {
        idle.add(connection);
      }
    }
  }

  /** Takes a connection for one request, waiting up to 60 s for one. */
  Lease lease() throws ClickHouseException {
    try {
      EngineConnection connection = idle.poll(LEASE_WAIT_S, TimeUnit.SECONDS);
      if (connection != null) {
        return new Lease(connection, null, 0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new ClickHouseException(
        ClickHouseException.TOO_MANY_QUERIES,
        "TOO_MANY_SIMULTANEOUS_QUERIES",
        "Too many simultaneous queries. Maximum: " + size);
  }

  /**
   * Takes the connection of a session, creating it unless it must exist.
   *
   * @param timeoutS how long the session is kept after this request, in seconds
   */
  Lease lease(String sessionId, long timeoutS, boolean mustExist) throws ClickHouseException {
    synchronized (sessions) {
      dropExpired();
      Session session = sessions.get(sessionId);
      if (session == null) {
        if (mustExist) {
          throw new ClickHouseException(
              ClickHouseException.SESSION_NOT_FOUND,
              "SESSION_NOT_FOUND",
              "Session " + sessionId + " not found");
        }
        if (sessions.size() >= MAX_SESSIONS) {
          throw new ClickHouseException(
              ClickHouseException.TOO_MANY_QUERIES,
              "TOO_MANY_SIMULTANEOUS_QUERIES",
              "Too many sessions. Maximum: " + MAX_SESSIONS);
        }
        session = new Session(EngineConnection.open(chdb, folder));
        sessions.put(sessionId, session);
      }
      if (session.busy) {
        throw new ClickHouseException(
            ClickHouseException.SESSION_IS_LOCKED,
            "SESSION_IS_LOCKED",
            "Session " + sessionId + " is locked by a concurrent client");
      }
      session.busy = true;
      return new Lease(session.connection, session, TimeUnit.SECONDS.toNanos(timeoutS));
    }
  }

  private void dropExpired() {
    long now = System.nanoTime();
    for (Iterator<Session> all = sessions.values().iterator(); all.hasNext(); ) {
      Session session = all.next();
      if (!session.busy && now - session.expiresAtNs > 0) {
        all.remove();
        session.connection.close();
      }
    }
  }

  /** The library's version, which is not ClickHouse's. */
  static String libraryVersion(Chdb chdb) {
    Pointer version = chdb.chdb_version();
    return version.getString(0, "US-ASCII");
  }

  /**
   * Waits for running statements, closes every connection and stops the engine's threads.
   *
   * <p>Closing a connection while its statement runs aborts the process, so those that are not back
   * in time stay open; the engine then ends with the process, as after a crash.
   */
  @Override
  public void close() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    int closed = 0;
    try {
      while (closed < size) {
        EngineConnection connection =
            idle.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (connection == null) {
          return;
        }
        connection.close();
        closed++;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    synchronized (sessions) {
      for (Session session : sessions.values()) {
        if (session.busy) {
          return;
        }
        session.connection.close();
      }
      sessions.clear();
    }
    chdb.chdb_shutdown();
  }
}
