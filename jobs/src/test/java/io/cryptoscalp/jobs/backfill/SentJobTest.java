package io.cryptoscalp.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cryptoscalp.jobs.runtime.flink.RemoteFlink;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a run find the job that a process of it left on a cluster, at whatever moment it died? */
class SentJobTest {
  private static final String NAME = "cryptoscalp-backfill ab12";

  @TempDir private Path work;
  private HttpServer flink;
  private String jobs = "";

  @BeforeEach
  void start() throws IOException {
    flink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    flink.createContext(
        "/jobs/overview",
        exchange -> {
          byte[] body = ("{\"jobs\":[" + jobs + "]}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    flink.start();
  }

  @AfterEach
  void stop() {
    flink.stop(0);
  }

  private static String job(String id, String state) {
    return "{\"jid\":\"" + id + "\",\"name\":\"" + NAME + "\",\"state\":\"" + state + "\"}";
  }

  private RemoteFlink cluster() {
    return new RemoteFlink(
        URI.create("http://127.0.0.1:" + flink.getAddress().getPort()), work, state -> {});
  }

  @Test
  void aJobThatIsRememberedIsFollowed() throws Exception {
    SentJob sent = new SentJob("aa", 2, cluster().target().toString());
    sent.write(work);
    jobs = job("aa", "RUNNING");
    assertThat(SentJob.find(cluster(), work, NAME)).isEqualTo(sent);
    jobs = job("aa", "FINISHED");
    assertThat(SentJob.find(cluster(), work, NAME)).isEqualTo(sent);
  }

  @Test
  void oneThatNeverCameThereOrFailedIsBegunAnew() throws Exception {
    new SentJob("aa", 2, cluster().target().toString()).write(work);
    assertThat(SentJob.find(cluster(), work, NAME)).isNull();
    jobs = job("aa", "FAILED");
    assertThat(SentJob.find(cluster(), work, NAME)).isNull();
    jobs = job("cc", "FINISHED");
    assertThat(SentJob.find(cluster(), work, NAME)).isNull();
  }

  @Test
  void oneOfAnotherFolderIsLeftAlone() throws Exception {
    jobs = job("bb", "RUNNING");
    assertThatThrownBy(() -> SentJob.find(cluster(), work, NAME))
        .hasMessageStartingWith("BACKFILL_RUNS_ALREADY: job=bb");
    new SentJob("aa", 2, cluster().target().toString()).write(work);
    assertThatThrownBy(() -> SentJob.find(cluster(), work, NAME))
        .hasMessageStartingWith("BACKFILL_RUNS_ALREADY: job=bb");
  }
}
