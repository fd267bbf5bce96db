package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * How an S3 store is reached. Its text names no secret.
 *
 * @param endpoint {@code http(s)://host[:port]}
 * @param region for the signature
 * @param accessKey id of the key
 * @param secretKey the secret
 * @param sessionToken of temporary credentials; empty for none
 */
record S3Settings(
    String endpoint, String region, String accessKey, String secretKey, String sessionToken) {
  static final String ENDPOINT = "CRYPTOSCALP_S3_ENDPOINT";
  static final String REGION = "CRYPTOSCALP_S3_REGION";
  static final List<String> VARIABLES =
      List.of(
          ENDPOINT,
          REGION,
          "AWS_REGION",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          ModelCache.FOLDER,
          ModelCache.MIB);

  /**
   * From environment variables.
   *
   * @throws ModelException {@code MODEL_STORE_INVALID} naming the variable, never its value where
   *     that is secret
   */
  static S3Settings of(Map<String, String> environment) {
    String region = environment.getOrDefault("AWS_REGION", "us-east-1");
    region = environment.getOrDefault(REGION, region);
    String endpoint = environment.getOrDefault(ENDPOINT, "https://s3." + region + ".amazonaws.com");
    check(endpoint);
    return new S3Settings(
        endpoint,
        region,
        required(environment, "AWS_ACCESS_KEY_ID"),
        required(environment, "AWS_SECRET_ACCESS_KEY"),
        environment.getOrDefault("AWS_SESSION_TOKEN", ""));
  }

  private static void check(String endpoint) {
    try {
      URI uri = URI.create(endpoint);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw new ModelException("MODEL_STORE_INVALID", "variable=" + ENDPOINT + " wanted=a URL", e);
    }
    // the value may hold a password where none belongs
    throw new ModelException(
        "MODEL_STORE_INVALID", "variable=" + ENDPOINT + " wanted=http(s)://host[:port]");
  }

  private static String required(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "");
    if (value.isBlank()) {
      throw new ModelException("MODEL_STORE_INVALID", "variable=" + variable + " reason=missing");
    }
    return value;
  }

  @Override
  public String toString() {
    return endpoint + " " + region;
  }
}
