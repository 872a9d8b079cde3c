package io.github.scaler4j.datadogapi;

import io.github.scaler4j.datadogapi.merging.Composition;
import io.github.scaler4j.datadogapi.merging.Group;
import io.github.scaler4j.datadogapi.merging.Judgement;
import io.github.scaler4j.datadogapi.merging.Judgement.Answer;
import io.github.scaler4j.datadogapi.merging.Mergeable;
import io.github.scaler4j.datadogapi.merging.Merging;
import io.github.scaler4j.datadogapi.merging.RequestSpace;
import io.github.scaler4j.source.MergingDifferenceEvent;
import io.github.scaler4j.source.MergingStatistics;
import io.github.scaler4j.source.SourceListener;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends the queries of a family as one query, once comparisons have shown equal answers. */
final class MergedRequests implements RequestComposer {

  private final String host;
  private final DatadogApiOptions options;
  private final PathCapacity path;
  private final Merging merging;

  /**
   * Creates an instance without queries.
   *
   * @param host names the host in events
   */
  MergedRequests(String host, DatadogApiOptions options, PathCapacity path) {
    this.host = host;
    this.options = options;
    this.path = path;
    this.merging = new Merging(options.openGroupsFrom(), QueryRequests::escapedLength);
  }

  @Override
  public void add(QueryEntry query) {
    merging.add(query);
  }

  @Override
  public void remove(QueryEntry query) {
    merging.remove(query);
  }

  @Override
  public Space open(boolean starts, long nowNanos) {
    RequestSpace space = merging.open(path.queries(), options.maxEscapedQuery(), !starts, nowNanos);
    return new Space() {
      @Override
      public boolean take(QueryEntry query) {
        return space.take(query);
      }

      @Override
      public boolean isUsedUp() {
        return space.isUsedUp();
      }

      @Override
      public List<QueryEntry> companions(QueryEntry query) {
        List<QueryEntry> companions = new ArrayList<>();
        for (Mergeable companion : space.companions(query)) {
          companions.add((QueryEntry) companion);
        }
        return companions;
      }
    };
  }

  @Override
  public Batch compose(Batch batch, long nowNanos) {
    // Suspects are sent without comparisons.
    boolean proves = batch.suspicion() == null && batch.queries().get(0).query().batchable();
    return batch.withComposition(
        merging.compose(
            batch.queries(), path.queries(), options.maxEscapedQuery(), proves, nowNanos));
  }

  @Override
  public List<@Nullable List<Series>> distribute(
      Batch batch, Reply.Answered answered, Step.Draft draft, long nowNanos) {
    Composition request = batch.composition();
    if (request == null) {
      return new ArrayList<>(answered.series());
    }
    List<@Nullable List<Series>> series = new ArrayList<>();
    if (batch.isMerged() && StrayGroups.areIn(request.texts(), answered)) {
      merging.onFailure(nowNanos);
      batch.queries().forEach(query -> series.add(null));
      return series;
    }
    Judgement judgement = merging.judge(request, groups(answered), nowNanos);
    judgement.differences().forEach(difference -> report(difference, draft));
    for (Answer answer : judgement.answers()) {
      series.add(seriesOf(answer, answered));
    }
    return series;
  }

  private static List<List<Group>> groups(Reply.Answered answered) {
    List<List<Group>> groups = new ArrayList<>();
    for (int text = 0; text < answered.series().size(); text++) {
      List<Group> ofText = new ArrayList<>();
      for (int i = 0; i < answered.series().get(text).size(); i++) {
        Series one = answered.series().get(text).get(i);
        SeriesDetails details = answered.details().get(text).get(i);
        ofText.add(
            new Group(
                Set.copyOf(details.tags()), one.value(), one.timestampMillis(), details.points()));
      }
      groups.add(ofText);
    }
    return groups;
  }

  private static @Nullable List<Series> seriesOf(Answer answer, Reply.Answered answered) {
    if (answer instanceof Judgement.Own own) {
      return answered.series().get(own.text());
    }
    return answer instanceof Judgement.Merged merged
        ? List.of(new Series(0, merged.group().value(), merged.group().timeMillis()))
        : null;
  }

  private void report(Judgement.Difference difference, Step.Draft draft) {
    MergingDifferenceEvent event =
        MergingDifferenceEvent.of(
                host, difference.query(), difference.mergedQuery(), difference.reason())
            .withValues(value(difference.own()), value(difference.merged()));
    draft.add(
        new Act.Report(events -> events.publish(SourceListener::onMergingDifference, () -> event)));
  }

  private static OptionalDouble value(@Nullable Group group) {
    return group == null ? OptionalDouble.empty() : OptionalDouble.of(group.value());
  }

  @Override
  public void onFailure(long nowNanos) {
    merging.onFailure(nowNanos);
  }

  @Override
  public int plannedQueries(int live) {
    return merging.queriesFor(live);
  }

  @Override
  public int mergedQueries(int live) {
    return merging.queriesFor(live);
  }

  @Override
  public MergingStatistics statistics(long nowNanos) {
    return merging.statistics(nowNanos);
  }
}
