package io.cryptoscalp.models.registry;

import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 server on loopback that keeps its objects in a folder and asks for signed requests. */
final class EmbeddedS3 implements AutoCloseable {
  static final String SECRET = "a-secret-that-no-message-may-hold";
  static final String BUCKET = "models";

  private final S3Proxy proxy;
  private final Path folder;

  EmbeddedS3(Path folder) throws Exception {
    this.folder = folder;
    Files.createDirectories(folder);
    proxy =
        S3Proxy.builder()
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, "test-key", SECRET)
            .blobStore(new FilesystemNio2BlobStore(folder.toString()))
            .build();
    proxy.start();
    try (MinioClient client =
        MinioClient.builder()
            .endpoint(endpoint())
            .region("us-east-1")
            .credentials("test-key", SECRET)
            .build()) {
      client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
    }
  }

  String endpoint() {
    return "http://127.0.0.1:" + proxy.getPort();
  }

  /** The environment of a process that uses it. */
  Map<String, String> environment(Path cache) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("CRYPTOSCALP_S3_ENDPOINT", endpoint());
    environment.put("AWS_ACCESS_KEY_ID", "test-key");
    environment.put("AWS_SECRET_ACCESS_KEY", SECRET);
    environment.put("CRYPTOSCALP_MODEL_CACHE", cache.toString());
    return environment;
  }

  /** Where an object lies on this machine. */
  Path object(String key) {
    return folder.resolve(BUCKET).resolve(key);
  }

  @Override
  public void close() throws Exception {
    proxy.stop();
  }
}
