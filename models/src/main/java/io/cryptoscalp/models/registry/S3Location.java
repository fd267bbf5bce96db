package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a bucket.
 *
 * @param bucket its name
 * @param path keys below it begin so; no slash at either end, empty for the bucket itself
 */
record S3Location(String bucket, String path) {
  private static final Pattern URI =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9!_.*'()/-]*))?");

  /**
   * Reads {@code s3://bucket/path}.
   *
   * @throws ModelException {@code MODEL_STORE_INVALID}
   */
  static S3Location parse(String uri) {
    Matcher matcher = URI.matcher(uri);
    if (!matcher.matches()) {
      throw new ModelException("MODEL_STORE_INVALID", "uri=" + uri + " wanted=s3://bucket/prefix");
    }
    String path = matcher.group(2) == null ? "" : matcher.group(2).replaceAll("/+$", "");
    for (String part : path.split("/", -1)) {
      if (part.equals("..") || part.equals(".") || (part.isEmpty() && !path.isEmpty())) {
        throw new ModelException("MODEL_STORE_INVALID", "uri=" + uri + " part=" + part);
      }
    }
    return new S3Location(matcher.group(1), path);
  }

  /** What is above it. */
  S3Location parent() {
    if (path.isEmpty()) {
      throw new ModelException("MODEL_STORE_INVALID", "uri=" + this + " wanted=model/version");
    }
    int slash = path.lastIndexOf('/');
    return new S3Location(bucket, slash < 0 ? "" : path.substring(0, slash));
  }

  /** The last part of its path. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** What is below it. */
  S3Location child(String name) {
    return new S3Location(bucket, path.isEmpty() ? name : path + "/" + name);
  }

  @Override
  public String toString() {
    return "s3://" + bucket + (path.isEmpty() ? "" : "/" + path);
  }
}
