package io.cryptoscalp.operators.sql;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** What {@code CREATE MODEL ... WITH ('provider' = 'onnx', ...)} takes. */
public final class OnnxModelOptions {
  /** Value of {@code provider}. */
  public static final String IDENTIFIER = "onnx";

  /** Where the model is. */
  public static final ConfigOption<String> PATH =
      ConfigOptions.key("path")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Folder of a version in a model registry, or an .onnx file. It is read where the"
                  + " statement is planned and on every worker.");

  /** Which bytes it must have. */
  public static final ConfigOption<String> SHA256 =
      ConfigOptions.key("sha256")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Digest that the ONNX file must have, in hex. Without it the workers are held to the"
                  + " digest found when the statement was planned.");

  /** Whose versions are used. */
  public static final ConfigOption<String> TRUSTED_KEYS =
      ConfigOptions.key("trusted.keys")
          .stringType()
          .defaultValue("")
          .withDescription(
              "PEM files of the public keys, separated by commas, one of which must have signed the"
                  + " version; read where the statement is planned. Empty for no signature.");

  private OnnxModelOptions() {}
}
