package io.github.scaler4j.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Decodes base64 by the rules of Go's decoder, which the API server uses. */
final class Base64Text {

  private static final int GROUP = 4;

  private Base64Text() {}

  /** Returns the bytes; empty if the text is not base64. */
  static Optional<byte[]> bytes(String base64) {
    // Go's decoder ignores line breaks, which block scalars contain, and requires the padding.
    String packed = base64.replace("\n", "").replace("\r", "");
    if (packed.length() % GROUP != 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(packed));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the text; empty if it is not base64 or not UTF-8. */
  static Optional<String> decode(String base64) {
    return bytes(base64).flatMap(Base64Text::utf8);
  }

  static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
