package io.github.scaler4j.manifest;

import java.util.Map;

/**
 * Expands {@code $(NAME)} in the value of a container's variable.
 *
 * <p>As Kubernetes does ({@code third_party/forked/golang/expansion}): an unknown name stays as it
 * is written, {@code $$} is one dollar sign, and a lone dollar sign is itself.
 */
final class VariableExpansion {

  private VariableExpansion() {}

  static String expand(String text, Map<String, String> known) {
    StringBuilder expanded = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = text.startsWith("$(", at) ? text.indexOf(')', at) : -1;
      if (text.startsWith("$$", at)) {
        expanded.append('$');
        at += 2;
      } else if (end > 0) {
        String reference = text.substring(at, end + 1);
        String name = text.substring(at + 2, end);
        expanded.append(known.getOrDefault(name, reference));
        at = end + 1;
      } else {
        expanded.append(text.charAt(at));
        at++;
      }
    }
    return expanded.toString();
  }
}
