package io.cryptoscalp.models.validation;

/**
 * Something that a validation says.
 *
 * @param code what it is
 * @param refuses true when the result is not to be believed because of it
 * @param text in words, with figures
 */
public record Finding(Code code, boolean refuses, String text) {
  /** What can be said. */
  public enum Code {
    /** It knew the future. */
    LOOKAHEAD,
    /** Luck explains it. */
    LUCK,
    /** It lives on fills that a market would not give. */
    FREE_FILLS,
    /** A first step of worse execution takes everything. */
    FRAGILE,
    /** There is too little of it. */
    TOO_SHORT,
    /** It is fitted to its history. */
    OVERFIT,
    /** It does not earn. */
    LOSES,
    /** Something could not be looked at. */
    NOT_CHECKED
  }

  static Finding refusal(Code code, String text) {
    return new Finding(code, true, text);
  }

  static Finding note(Code code, String text) {
    return new Finding(code, false, text);
  }
}
