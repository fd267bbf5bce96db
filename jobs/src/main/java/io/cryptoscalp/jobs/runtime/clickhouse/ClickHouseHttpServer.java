package io.cryptoscalp.jobs.runtime.clickhouse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cryptoscalp.jobs.runtime.Ports;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The listening socket and the routes: queries, {@code /ping} and {@code /replicas_status}. */
final class ClickHouseHttpServer implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final int THREADS = 32;

  private static final long DRAIN_MS = 5_000;

  private final HttpServer server;
  private final ExecutorService threads;
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean closing;

  /** Binds the port on the loopback interface (0 for a free one) and serves. */
  ClickHouseHttpServer(int port, QueryHandler queries) throws IOException {
    server = HttpServer.create(new InetSocketAddress(Ports.LOOPBACK, port), BACKLOG);
    threads = Executors.newFixedThreadPool(THREADS);
    server.setExecutor(threads);
    server.createContext("/", exchange -> route(exchange, queries));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void route(HttpExchange exchange, QueryHandler queries) throws IOException {
    running.incrementAndGet();
    try (exchange) {
      if (closing) {
        send(exchange, 503, "Server is shutting down\n");
      } else {
        dispatch(exchange, queries);
      }
    } finally {
      running.decrementAndGet();
    }
  }

  private static void dispatch(HttpExchange exchange, QueryHandler queries) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean get = exchange.getRequestMethod().equals("GET");
    if (path.equals("/ping") || path.equals("/replicas_status")) {
      send(exchange, 200, "Ok.\n");
    } else if (!path.equals("/")) {
      send(
          exchange,
          404,
          "There is no handle "
              + path
              + "\nUse / or /ping for health checks.\n"
              + "Or /replicas_status for more sophisticated health checks.\n");
    } else if (get && exchange.getRequestURI().getRawQuery() == null) {
      send(exchange, 200, "Ok.\n");
    } else if (get || exchange.getRequestMethod().equals("POST")) {
      queries.handle(exchange);
    } else {
      send(exchange, 501, "Method " + exchange.getRequestMethod() + " is not supported\n");
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=UTF-8");
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream output = exchange.getResponseBody()) {
      output.write(body);
    }
  }

  /** Takes no more requests, gives running ones five seconds, and closes every connection. */
  @Override
  public void close() {
    closing = true;
    try {
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MS);
      while (running.get() > 0 && System.nanoTime() < deadline) {
        Thread.sleep(5);
      }
      server.stop(0);
      threads.shutdown();
      if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.stop(0);
    }
  }
}
