package io.github.scaler4j.datadogapi.merging;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.merging.Judgement.Own;
import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;

/** A family of three queries, their values, and requests that ask for all of them. */
abstract class MergingFixture {

  static final int QUERIES = 35;
  static final int CHARACTERS = 7_000;

  private static final Pattern WORD_END = Pattern.compile("[:(){},. ]+");

  /** A live query without troubles. */
  record Query(DatadogQuery query) implements Mergeable {
    @Override
    public int escapedLength() {
      return query.text().length() + 8;
    }

    @Override
    public boolean isSound() {
      return true;
    }
  }

  final Merging merging = new Merging(4, String::length);
  final List<Query> queries = new ArrayList<>();
  final Map<String, Double> values = new HashMap<>();
  UnaryOperator<List<Group>> distortion = UnaryOperator.identity();
  long now;
  long point = 1_000;
  Composition last = new Composition(List.of(), List.of(), List.of());

  @BeforeEach
  void addAFamily() {
    for (String service : List.of("a", "b", "c")) {
      add(service);
    }
  }

  Query add(String service) {
    Query query = addOf("prod", service);
    values.put(service, 7.0 + queries.size());
    queries.add(query);
    return query;
  }

  /** Adds a query that {@link #ask} leaves out. */
  Query addOf(String env, String service) {
    String text = "sum:hits{env:" + env + ",service:" + service + "}.as_count()";
    Query query = new Query(DatadogQuery.of(text, Duration.ofSeconds(90), Duration.ZERO, 0));
    merging.add(query);
    return query;
  }

  /** Asks for all queries; each time points are newer. */
  Judgement ask() {
    now += SECONDS.toNanos(15);
    point += 10;
    last = merging.compose(queries, QUERIES, CHARACTERS, true, now);
    return merging.judge(last, answers(), now);
  }

  List<List<Group>> answers() {
    return last.texts().stream().map(this::answer).toList();
  }

  List<Group> answer(DatadogQuery text) {
    boolean grouped = text.text().contains(" by {");
    boolean open = grouped && !text.text().contains(" IN (");
    Set<String> words = Set.copyOf(List.of(WORD_END.split(text.text())));
    List<Group> groups = new ArrayList<>();
    values.forEach(
        (service, value) -> {
          if (open || words.contains(service)) {
            groups.add(
                new Group(grouped ? Set.of("service:" + service) : Set.of(), value, point, point));
          }
        });
    return grouped ? distortion.apply(groups) : groups;
  }

  void prove() {
    for (int i = 0; i < Family.TRIALS; i++) {
      assertThat(ask().answers()).hasOnlyElementsOfType(Own.class);
    }
  }

  List<String> texts() {
    return last.texts().stream().map(DatadogQuery::text).toList();
  }
}
