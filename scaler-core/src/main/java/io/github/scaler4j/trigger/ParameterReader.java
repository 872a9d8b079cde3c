package io.github.scaler4j.trigger;

import io.github.scaler4j.error.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks up parameters like KEDA's {@code TypedConfig}, and collects the problems.
 *
 * <p>The first alias that isn't blank wins, even if its text is wrong. A blank text is unset.
 *
 * <p>Confined to one call.
 */
final class ParameterReader {

  /** The end of the names that KEDA reads from the environment in other scalers. */
  static final String FROM_ENV = "FromEnv";

  private static final int QUOTED_LENGTH = 100;
  private static final int MAX_NAMED = 10;
  private static final int LONGEST_WORD = 20;
  private static final int LONGEST_PLAIN = 60;

  private final Map<String, String> metadata;
  private final Map<String, SecretSupplier> authParams;
  private final Map<String, Optional<String>> authTexts = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  ParameterReader(TriggerMetadata input) {
    this.metadata = input.metadata();
    this.authParams = input.authParams();
  }

  /** Returns all problems so far. */
  List<Problem> problems() {
    return problems;
  }

  /** Adds a problem of a parameter. */
  void problem(Parameter parameter, String message) {
    problem(parameter.title(), message);
  }

  /** Adds a problem. */
  void problem(String parameter, String message) {
    problems.add(new Problem(parameter, message));
  }

  /**
   * Adds the problem of a text that is not accepted. Quotes the text, unless it may be a secret: in
   * an authentication, a key or a token is easily assigned to the wrong parameter.
   */
  void refuse(Parameter parameter, String text, String reason) {
    boolean hidden = parameter.origin() == Parameter.Origin.AUTHENTICATION && mayBeSecret(text);
    String shown = hidden ? "a text of " + text.length() + " characters" : quote(text);
    problem(parameter, shown + " " + reason + "; accepted: " + parameter.accepts().text());
  }

  // Names of hosts have dots; keys of Datadog have none, and tokens are longer than names.
  private static boolean mayBeSecret(String text) {
    return text.contains("@")
        || text.length() > LONGEST_PLAIN
        || (text.length() > LONGEST_WORD && !text.contains("."));
  }

  /** Adds the problem of a missing parameter. */
  void addMissing(Parameter parameter) {
    problem(
        parameter,
        "missing in the trigger's "
            + parameter.origin().title()
            + (parameter.origin() == Parameter.Origin.METADATA ? "" : ", " + describeGiven())
            + describeMisplaced(parameter)
            + "; accepted: "
            + parameter.accepts().text());
  }

  /** Says where a missing parameter was written instead, if it is misplaced or misspelt. */
  String describeMisplaced(Parameter parameter) {
    return parameter.names().stream()
        .flatMap(
            name ->
                Stream.concat(
                    strays(parameter, name, metadata, Parameter.Origin.METADATA),
                    strays(parameter, name, authParams, Parameter.Origin.AUTHENTICATION)))
        .findFirst()
        .map(where -> "; " + where + " has no effect")
        .orElse("");
  }

  private static Stream<String> strays(
      Parameter parameter, String name, Map<String, ?> keys, Parameter.Origin place) {
    return keys.keySet().stream()
        .filter(key -> key.equalsIgnoreCase(name) || key.equalsIgnoreCase(name + FROM_ENV))
        .filter(key -> !(key.equals(name) && parameter.origin() == place))
        .sorted()
        .map(key -> quote(key) + " in the trigger's " + place.title());
  }

  /** Lists the parameters that an authentication sets, because names are easily misspelt. */
  String describeGiven() {
    return authParams.isEmpty()
        ? "which sets no parameters"
        : authParams.keySet().stream()
            .sorted()
            .limit(MAX_NAMED)
            .map(ParameterReader::quote)
            .collect(Collectors.joining(", ", "which sets ", ""));
  }

  /** Adds a problem if a parameter is unset. */
  void require(Parameter parameter) {
    if (text(parameter).isEmpty()) {
      addMissing(parameter);
    }
  }

  /** Returns the user's text, trimmed; empty if unset. */
  Optional<String> text(Parameter parameter) {
    for (String name : parameter.names()) {
      Optional<String> text =
          parameter.origin() == Parameter.Origin.METADATA
              ? notBlank(metadata.getOrDefault(name, ""))
              : authTexts.computeIfAbsent(name, n -> authText(parameter, n));
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the user's text, or the default, converted to another type; empty if unset or wrong.
   *
   * @param reader throws an {@link IllegalArgumentException} whose message completes "the value
   *     ..."
   */
  <T> Optional<T> read(Parameter parameter, Function<String, T> reader) {
    Optional<String> text = text(parameter);
    if (text.isEmpty() && parameter.defaultText().isEmpty()) {
      return Optional.empty();
    }
    String given = text.orElse(parameter.defaultText());
    try {
      return Optional.of(reader.apply(given));
    } catch (IllegalArgumentException e) {
      refuse(parameter, given, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * Returns a secret. A fixed one is trimmed, and counts as unset if blank. A supplier's secret may
   * change, and is trimmed when it is used; one with a name is identified by it.
   */
  Optional<SecretSupplier> secret(Parameter parameter) {
    SecretSupplier supplier = authParams.get(parameter.title());
    if (supplier instanceof Secret secret) {
      Secret trimmed = secret.trimmed();
      return trimmed.reveal().isEmpty() ? Optional.empty() : Optional.of(trimmed);
    }
    return Optional.ofNullable(supplier).map(NamedSecretSupplier::of);
  }

  // A supplier is the caller's code. Its exception, which in Kotlin may be a checked one, is a
  // problem of this parameter; its message may contain anything.
  private Optional<String> authText(Parameter parameter, String name) {
    SecretSupplier supplier = authParams.get(name);
    if (supplier == null) {
      return Optional.empty();
    }
    try {
      return notBlank(supplier.get().reveal());
    } catch (Exception e) {
      problem(parameter, "its supplier failed with " + e.getClass().getName());
      return Optional.empty();
    }
  }

  /**
   * Reads a bool as Go's {@code strconv.ParseBool} does.
   *
   * @throws IllegalArgumentException whose message completes "the value ..."
   */
  static Boolean flag(String text) {
    return switch (text) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default -> throw new IllegalArgumentException("is not a bool");
    };
  }

  private static Optional<String> notBlank(String text) {
    String trimmed = GoSpace.trim(text);
    return trimmed.isEmpty() ? Optional.empty() : Optional.of(trimmed);
  }

  /** Quotes a user's text for a message: one line, and not too long. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .limit(QUOTED_LENGTH)
        .forEach(c -> quoted.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
    return quoted
        .append(text.codePointCount(0, text.length()) > QUOTED_LENGTH ? "...\"" : "\"")
        .toString();
  }
}
