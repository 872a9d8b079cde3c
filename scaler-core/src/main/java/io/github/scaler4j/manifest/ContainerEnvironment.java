package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The environment of a scale target's container, as far as its manifest defines it.
 *
 * <p>Mirrors {@code resolveEnv} of {@code pkg/scaling/resolver/scale_resolvers.go}, and where that
 * differs from the pod, {@code makeEnvironmentVariables} of Kubernetes' {@code
 * pkg/kubelet/kubelet_pods.go}. For both, one variable that can't be determined spoils the whole
 * environment. Here it is an error only if it is used, itself or by a reference to it.
 *
 * <p>Confined to one call.
 */
final class ContainerEnvironment {

  /** Limits expanded references in a container, each of which can double the text before it. */
  private static final int MAX_EXPANDED_CHARS = 1024 * 1024;

  /** How many variables a message names. */
  private static final int MAX_LISTED = 10;

  private final String place;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, Fault> unknown = new LinkedHashMap<>();
  private final Problems problems;
  private final Problems missingSources = new Problems();
  private int charsToExpand = MAX_EXPANDED_CHARS;

  /**
   * Creates an environment without variables.
   *
   * @param place the container in messages
   * @param problems what is wrong with the container's manifest
   */
  ContainerEnvironment(String place, Problems problems) {
    this.problems = problems;
    this.place = place;
  }

  /**
   * Why a variable can't be determined.
   *
   * @param reason begins with a colon, or is empty if the causes say it
   */
  private record Fault(String reason, List<Problem> causes) {

    private static Fault of(InvalidTriggerException e) {
      return new Fault("", e.problems());
    }

    /** The fault of a variable that refers to this one, with the same causes. */
    private Fault ofReferenceBy(String name) {
      return new Fault(": it refers to variable " + ManifestNode.quote(name), causes);
    }
  }

  static ContainerEnvironment of(Map<String, String> values) {
    ContainerEnvironment environment = new ContainerEnvironment("environment", new Problems());
    environment.values.putAll(values);
    return environment;
  }

  /**
   * Marks the variables that a source could replace, and all that nothing defines, as unknown.
   *
   * @param prefix the source's prefix, or an empty text
   */
  void missSource(String prefix, InvalidTriggerException reason) {
    missingSources.addAll(reason.problems());
    Fault fault = Fault.of(reason);
    for (String name : new ArrayList<>(values.keySet())) {
      if (name.startsWith(prefix)) {
        forget(name, fault);
      }
    }
  }

  void know(String name, String value) {
    unknown.remove(name);
    values.put(name, value);
  }

  void forget(String name, InvalidTriggerException reason) {
    forget(name, Fault.of(reason));
  }

  private void forget(String name, Fault fault) {
    values.remove(name);
    unknown.put(name, fault);
  }

  String require(String name, String purpose) {
    String value = values.get(name);
    if (value != null) {
      return value;
    }
    Problems faults = new Problems();
    Fault fault = unknown.get(name);
    faults.add(
        place(name) + purpose,
        fault == null ? "is not set" + describeOthers() : "can't be determined" + fault.reason);
    if (fault != null) {
      faults.addAll(fault.causes);
    }
    faults.addAll(problems.found());
    faults.addAll(missingSources.found());
    throw new InvalidTriggerException(faults.found());
  }

  /** Adds a variable whose text may refer to those before it. */
  void expand(String name, String text) {
    if (text.indexOf('$') < 0) {
      know(name, text);
      return;
    }
    StringBuilder expanded = new StringBuilder();
    Optional<Fault> fault = expand(name, text, expanded);
    charsToExpand -= expanded.length();
    fault.ifPresentOrElse(reason -> forget(name, reason), () -> know(name, expanded.toString()));
  }

  /**
   * Expands {@code $(NAME)} as Kubernetes does ({@code third_party/forked/golang/expansion}): a
   * name that nothing defines stays unchanged, {@code $$} is one dollar sign, and so is a single
   * dollar sign.
   *
   * @return why the text can't be expanded, if so
   */
  private Optional<Fault> expand(String variable, String text, StringBuilder expanded) {
    int at = 0;
    int closing = text.indexOf(')');
    while (at < text.length()) {
      // Searched on only from behind the last one, so a long text is searched once.
      if (closing >= 0 && closing < at) {
        closing = text.indexOf(')', at);
      }
      int end = text.startsWith("$(", at) ? closing : -1;
      if (text.startsWith("$$", at)) {
        expanded.append('$');
        at += 2;
      } else if (end > 0) {
        String name = text.substring(at + 2, end);
        String value = values.get(name);
        Optional<Fault> fault = value == null ? fault(name) : Optional.empty();
        if (fault.isPresent()) {
          return fault;
        }
        expanded.append(value == null ? text.substring(at, end + 1) : value);
        at = end + 1;
      } else {
        expanded.append(text.charAt(at));
        at++;
      }
      if (expanded.length() > charsToExpand) {
        return Optional.of(
            Fault.of(
                InvalidTriggerException.of(
                    place(variable),
                    "is too long once $(NAME) is expanded; the variables of a container may expand"
                        + " to "
                        + MAX_EXPANDED_CHARS
                        + " characters")));
      }
    }
    return Optional.empty();
  }

  /** Returns why a variable without a value can't be referred to; empty if nothing defines it. */
  private Optional<Fault> fault(String name) {
    Fault fault = unknown.get(name);
    if (fault != null) {
      return Optional.of(fault.ofReferenceBy(name));
    }
    List<Problem> missing = missingSources.found();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(new Fault("", missing).ofReferenceBy(name));
  }

  int size() {
    return values.size();
  }

  /** Returns a variable's name with its container for messages. */
  String place(String variable) {
    return place + ", variable " + ManifestNode.quote(variable);
  }

  private String describeOthers() {
    return values.isEmpty()
        ? "; the container sets no variables"
        : values.keySet().stream()
            .limit(MAX_LISTED)
            .sorted()
            .map(ManifestNode::quote)
            .collect(Collectors.joining(", ", "; these are: ", ""));
  }
}
