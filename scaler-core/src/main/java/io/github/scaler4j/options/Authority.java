package io.github.scaler4j.options;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host and the port of an address, as far as they can be told apart.
 *
 * <p>{@link URI} reads neither if the host's last label starts with a digit, as the name of a
 * Kubernetes namespace may.
 *
 * @param host a name, which may end with a dot, or a literal address
 * @param port -1 if there is none
 */
record Authority(String host, int port) {

  private static final Pattern PLAIN =
      Pattern.compile("(?<host>[-.A-Za-z0-9]+)(?::(?<port>[0-9]{0,9}))?");
  // A resolver reads 127.1 and 0x7f.1 as addresses.
  private static final Pattern NUMBERS =
      Pattern.compile("(?:(?:0[xX][0-9a-fA-F]*|[0-9]+)(?:\\.|$))+");
  private static final String LABEL = "[A-Za-z0-9](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
  private static final int MAX_HOST = 253;
  private static final int MAX_PORT = 65_535;

  /** Returns the authority of an address; null if it has none, or one with anything else in it. */
  static @Nullable Authority of(URI address) {
    if (address.getHost() != null) {
      return address.getRawUserInfo() == null
          ? new Authority(address.getHost(), address.getPort())
          : null;
    }
    String text = address.getRawAuthority();
    Matcher plain = PLAIN.matcher(text == null ? "" : text);
    if (!plain.matches() || NUMBERS.matcher(plain.group("host")).matches()) {
      return null;
    }
    String port = plain.group("port");
    return new Authority(
        plain.group("host"), port == null || port.isEmpty() ? -1 : Integer.parseInt(port));
  }

  /** Whether a text is a name that DNS can hold. */
  static boolean isName(String text) {
    return text.length() <= MAX_HOST && NAME.matcher(text).matches();
  }

  /** Whether the host can be resolved, and the port exists. */
  boolean isValid() {
    return isHost() && (port == -1 || (port >= 1 && port <= MAX_PORT));
  }

  private boolean isHost() {
    if (host.startsWith("[")) {
      return host.indexOf('%') < 0;
    }
    return host.length() <= MAX_HOST
        && isName(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
  }
}
