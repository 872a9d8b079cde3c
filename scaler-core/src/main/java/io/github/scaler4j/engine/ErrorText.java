package io.github.scaler4j.engine;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Prepares a server's words for a message: without the request's secrets, on one line, and of
 * limited length.
 */
public final class ErrorText {

  private static final String TAKEN_OUT = "***";

  /**
   * Shorter prefixes of a key are not redacted: servers that show a prefix show at least this much.
   */
  private static final int SHORTEST_BEGINNING = 8;

  /** Shorter texts are not redacted, because they occur in ordinary words. */
  private static final int SHORTEST_SECRET = 4;

  /** Parts of a token (header, claims, signature) count as secret from this length. */
  private static final int SHORTEST_PART = 20;

  private ErrorText() {}

  /**
   * Joins a text to one line and cuts it.
   *
   * @param text a server's words
   * @param maxChars the longest result, at least 1, including the ellipsis that marks a cut
   * @return the text with each run of whitespace and control characters as one space, trimmed;
   *     empty if nothing remains
   */
  public static String oneLine(String text, int maxChars) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), maxChars));
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isBlank(c)) {
        gap = !line.isEmpty();
        continue;
      }
      if (gap) {
        line.append(' ');
        gap = false;
      }
      line.append(c);
      if (line.length() > maxChars) {
        return cut(line, maxChars);
      }
    }
    return line.toString();
  }

  /**
   * Removes secrets from a text. Must come before any cut, which might leave half of a secret.
   *
   * @param text a server's words
   * @param secrets the request's secrets; those of less than 4 characters are ignored
   * @return the text with asterisks in place of each secret in any case, its URL-encoded form, its
   *     first 8 or more characters, and each long part of a token
   */
  public static String redact(String text, Collection<String> secrets) {
    Set<String> forms = new LinkedHashSet<>();
    for (String secret : secrets) {
      addForm(forms, secret, SHORTEST_SECRET);
      addForm(forms, URLEncoder.encode(secret, StandardCharsets.UTF_8), SHORTEST_SECRET);
      for (String part : secret.split("\\.", -1)) {
        addForm(forms, part, SHORTEST_PART);
      }
    }
    StringBuilder clean = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int length = longestMatch(text, i, forms);
      if (length == 0) {
        clean.append(text.charAt(i));
      } else {
        clean.append(TAKEN_OUT);
      }
      i += Math.max(1, length);
    }
    return clean.toString();
  }

  private static void addForm(Set<String> forms, String form, int shortest) {
    if (form.length() >= shortest) {
      forms.add(form);
    }
  }

  private static int longestMatch(String text, int at, Set<String> forms) {
    int longest = 0;
    for (String form : forms) {
      int length = 0;
      while (text.regionMatches(true, at + length, form, length, 1)) {
        length++;
      }
      longest =
          length < Math.min(form.length(), SHORTEST_BEGINNING)
              ? longest
              : Math.max(longest, length);
    }
    return longest;
  }

  /**
   * Returns the text of a page without its markup.
   *
   * @param text a body of any kind
   * @return the text between the tags, without scripts and styles, if the body begins with a tag;
   *     otherwise the body itself
   */
  public static String withoutMarkup(String text) {
    if (!text.stripLeading().startsWith("<")) {
      return text;
    }
    StringBuilder words = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int tag = text.indexOf('<', at);
      words.append(text, at, tag < 0 ? text.length() : tag).append(' ');
      at = tag < 0 ? text.length() : endOfTag(text, tag);
    }
    return words.toString();
  }

  private static int endOfTag(String text, int tag) {
    String end = ">";
    for (String hidden : new String[] {"script", "style"}) {
      if (text.regionMatches(true, tag + 1, hidden, 0, hidden.length())) {
        end = "</" + hidden + ">";
      }
    }
    if (text.startsWith("<!--", tag)) {
      end = "-->";
    }
    for (int i = tag; i + end.length() <= text.length(); i++) {
      if (text.regionMatches(true, i, end, 0, end.length())) {
        return i + end.length();
      }
    }
    return text.length();
  }

  // Unicode's own line separators count too, because a log viewer may honour them.
  private static boolean isBlank(char c) {
    return Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static String cut(StringBuilder line, int maxChars) {
    int end = maxChars - 1;
    if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    line.setLength(end);
    return line.append('\u2026').toString();
  }
}
