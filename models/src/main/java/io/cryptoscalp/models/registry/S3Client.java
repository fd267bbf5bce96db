package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.credentials.StaticProvider;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The few requests that a store in a bucket needs, with coded failures. The client underneath wraps
 * what the network throws in {@link IllegalStateException}.
 */
final class S3Client implements AutoCloseable {
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int NOT_FOUND = 404;
  private static final int ATTEMPTS = 5;

  private final String bucket;
  private final OkHttpClient http;
  private final MinioClient client;

  S3Client(String bucket, S3Settings settings) {
    this.bucket = bucket;
    this.http =
        new OkHttpClient.Builder()
            .connectTimeout(Duration.ofSeconds(5))
            .readTimeout(Duration.ofSeconds(30))
            .writeTimeout(Duration.ofSeconds(30))
            .callTimeout(Duration.ofMinutes(5))
            .build();
    String token = settings.sessionToken();
    this.client =
        MinioClient.builder()
            .endpoint(settings.endpoint())
            .region(settings.region())
            .credentialsProvider(
                new StaticProvider(
                    settings.accessKey(), settings.secretKey(), token.isEmpty() ? null : token))
            .httpClient(http)
            .build();
  }

  /** Writes an object over whatever is there. */
  void put(String key, byte[] content) {
    try {
      var unused = client.putObject(args(key, content).build());
    } catch (MinioException | IllegalStateException e) {
      throw failed("put", key, e);
    }
  }

  /**
   * Writes an object where there is none.
   *
   * @return false when there is one
   */
  boolean create(String key, byte[] content) {
    PutObjectArgs args = args(key, content).extraHeaders(Map.of("If-None-Match", "*")).build();
    for (int attempt = 1; true; attempt++) {
      try {
        var unused = client.putObject(args);
        return true;
      } catch (ErrorResponseException e) {
        int status = e.response().code();
        if (status == PRECONDITION_FAILED) {
          return false;
        }
        if (status == NOT_IMPLEMENTED) {
          throw new ModelException(
              "MODEL_STORE_UNSAFE", "bucket=" + bucket + " reason=no If-None-Match", e);
        }
        // another write of the key was under way; the next attempt sees its outcome
        if (status != CONFLICT || attempt == ATTEMPTS) {
          throw failed("create", key, e);
        }
      } catch (MinioException | IllegalStateException e) {
        throw failed("create", key, e);
      }
    }
  }

  private PutObjectArgs.Builder args(String key, byte[] content) {
    return PutObjectArgs.builder().bucket(bucket).object(key).data(content, content.length);
  }

  /**
   * Reads an object.
   *
   * @param most bytes it may have
   * @return null when there is none
   */
  byte @Nullable [] get(String key, int most) {
    try (InputStream object =
        client.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build())) {
      byte[] content = object.readNBytes(most);
      if (object.read() >= 0) {
        throw new ModelException("MODEL_TOO_LARGE", "object=" + uri(key) + " most=" + most);
      }
      return content;
    } catch (ErrorResponseException e) {
      if ("NoSuchKey".equals(e.errorResponse().code())) {
        return null;
      }
      throw failed("get", key, e);
    } catch (MinioException | IllegalStateException | IOException e) {
      throw failed("get", key, e);
    }
  }

  boolean exists(String key) {
    try {
      var unused = client.statObject(StatObjectArgs.builder().bucket(bucket).object(key).build());
      return true;
    } catch (ErrorResponseException e) {
      if (e.response().code() == NOT_FOUND && "NoSuchKey".equals(e.errorResponse().code())) {
        return false;
      }
      throw failed("stat", key, e);
    } catch (MinioException | IllegalStateException e) {
      throw failed("stat", key, e);
    }
  }

  /**
   * Keys that begin so, in the store's order.
   *
   * @param recursive false ends names at the next slash, which is part of them
   */
  List<String> list(String prefix, boolean recursive) {
    List<String> keys = new ArrayList<>();
    try {
      for (Result<Item> item :
          client.listObjects(
              ListObjectsArgs.builder()
                  .bucket(bucket)
                  .prefix(prefix)
                  .recursive(recursive)
                  .build())) {
        keys.add(item.get().objectName());
      }
      return keys;
    } catch (MinioException | IllegalStateException e) {
      throw failed("list", prefix, e);
    }
  }

  private String uri(String key) {
    return "s3://" + bucket + "/" + key;
  }

  /** The store's own code and nothing else of its answer, which may quote the request. */
  private ModelException failed(String action, String key, Exception cause) {
    String reason =
        cause instanceof ErrorResponseException error
            ? error.response().code() + " " + error.errorResponse().code()
            : reason(cause);
    return new ModelException(
        "MODEL_STORE_FAILED", "action=" + action + " object=" + uri(key) + " reason=" + reason);
  }

  private static String reason(Exception failure) {
    Throwable cause = failure.getCause();
    String name = failure.getClass().getSimpleName();
    return cause == null ? name : name + " " + cause.getClass().getSimpleName();
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
