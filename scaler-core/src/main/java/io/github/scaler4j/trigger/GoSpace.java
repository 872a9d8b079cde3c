package io.github.scaler4j.trigger;

/**
 * The white space of Go's {@code strings.TrimSpace}, by which KEDA trims every parameter. Neither
 * {@link String#trim} (no NBSP) nor {@link String#strip} (no NBSP, no NEL) is the same set.
 */
final class GoSpace {

  private GoSpace() {}

  /** Returns the text without white space at its ends; empty if it is blank. */
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (start < end && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return c == ' '
        || (c >= '\t' && c <= '\r')
        || c == 0x85
        || c == 0xA0
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200A)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202F
        || c == 0x205F
        || c == 0x3000;
  }
}
