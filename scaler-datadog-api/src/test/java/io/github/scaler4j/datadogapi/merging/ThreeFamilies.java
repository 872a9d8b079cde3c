package io.github.scaler4j.datadogapi.merging;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.merging.Judgement.Merged;
import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Three families that are proven, and a Datadog whose grouped answers lag or are wrong at will. */
final class ThreeFamilies {

  static final List<String> METRICS = List.of("a", "b", "c");
  static final List<String> SERVICES = List.of("s1", "s2", "s3", "s4", "s5");
  private static final Pattern TEXT = Pattern.compile("sum:(\\w+)\\{([^}]*)}( by .*)?");

  record Query(DatadogQuery query) implements Mergeable {
    static Query of(String metric, String service) {
      String text = "sum:" + metric + "{service:" + service + "}";
      return new Query(DatadogQuery.of(text, Duration.ofSeconds(90), Duration.ZERO, 0));
    }

    @Override
    public int escapedLength() {
      return query.text().length();
    }

    @Override
    public boolean isSound() {
      return true;
    }
  }

  /** How the queries of a family are sent. */
  enum Scope {
    LISTS(100),
    OPEN(2);

    private final int openFrom;

    Scope(int openFrom) {
      this.openFrom = openFrom;
    }
  }

  final Merging merging;
  private final Map<String, List<Query>> families = new HashMap<>();
  final Set<String> lagging = new HashSet<>();
  final Set<String> wrong = new HashSet<>();
  final Set<Query> gaps = new HashSet<>();
  int characters = 7_000;
  long now;
  private long point = 1_000;
  Composition last = new Composition(List.of(), List.of(), List.of());

  ThreeFamilies(Scope scope) {
    merging = new Merging(scope.openFrom, String::length);
    for (String metric : METRICS) {
      for (String service : SERVICES) {
        add(metric, service);
      }
    }
    for (int i = 0; i < 2 * Family.TRIALS; i++) {
      ask(100, all());
    }
    assertThat(ask(100, all()).answers()).hasAtLeastOneElementOfType(Merged.class);
  }

  Query add(String metric, String service) {
    Query query = Query.of(metric, service);
    families.computeIfAbsent(metric, name -> new ArrayList<>()).add(query);
    merging.add(query);
    return query;
  }

  List<Query> all() {
    return METRICS.stream().flatMap(metric -> family(metric).stream()).toList();
  }

  List<Query> family(String metric) {
    return families.getOrDefault(metric, List.of());
  }

  Composition compose(int queries, List<Query> asked) {
    now += SECONDS.toNanos(15);
    point += 10;
    last = merging.compose(asked, queries, characters, true, now);
    return last;
  }

  Judgement ask(int queries, List<Query> asked) {
    return judge(compose(queries, asked));
  }

  /** Asks for as many as fit. */
  Judgement askSome(int queries, List<Query> candidates) {
    RequestSpace space = merging.open(queries, characters, true, now);
    return ask(queries, candidates.stream().filter(space::take).toList());
  }

  Judgement judge(Composition request) {
    return merging.judge(request, request.texts().stream().map(this::answer).toList(), now);
  }

  private List<Group> answer(DatadogQuery text) {
    Matcher parts = TEXT.matcher(text.text());
    assertThat(parts.find()).isTrue();
    String metric = parts.group(1);
    boolean grouped = parts.group(3) != null;
    List<Group> groups = new ArrayList<>();
    for (Query query : family(metric)) {
      String tag = query.query().text().replaceAll(".*\\{(.*)}.*", "$1");
      if (parts.group(2).contains(tag.substring("service:".length()))
          || parts.group(2).equals("*")) {
        groups.add(group(query, metric, grouped ? Set.of(tag) : Set.of()));
      }
    }
    return groups;
  }

  private Group group(Query query, String metric, Set<String> tags) {
    boolean grouped = !tags.isEmpty();
    boolean lacksTheLast = gaps.contains(query) || (grouped && lagging.contains(metric));
    long time = lacksTheLast ? point - 10 : point;
    double value = grouped && wrong.contains(metric) ? -1 : time;
    return new Group(tags, value, time, time);
  }

  /** Whether the query was sent by itself in the last request. */
  boolean isAlone(Query query) {
    return last.texts().contains(query.query());
  }

  long proven() {
    return merging.statistics(now).proven();
  }
}
