package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a plan. */
class LanePlanClosingTest extends LanePlanFixture {

  private List<String> aborted() {
    List<String> aborted = new ArrayList<>();
    for (Act act : acts()) {
      if (act instanceof Act.Abort abort) {
        assertThat(abort.why()).hasMessage("api.example.com: the source is closed");
        assertThat(abort.query().place()).isEqualTo(Place.RESTING);
        aborted.add(abort.query().query().text());
      }
    }
    return aborted;
  }

  @Test
  void failsWhatIsDueAndWhatIsUnderWay() {
    Batch batch = wishOne(enter("a"));
    wish(enter("b"));
    last = plan.close();
    assertThat(aborted()).containsExactlyInAnyOrder("avg:a{*}", "avg:b{*}");
    assertThat(acts()).hasSize(3).contains(new Act.Cancel(batch));
    assertThat(plan.awaits(batch)).isFalse();
    assertThat(end(batch, new Reply.Missing(reset))).isEmpty();
    assertThat(acts()).isEmpty();
  }

  @Test
  void forgetsRetries() {
    end(wishOne(enter("a")), new Reply.Missing(reset));
    plan.close();
    assertThat(plan.giveUpRetries().acts()).isEmpty();
  }

  @Test
  void failsRetries() {
    Batch batch = wishOne(enter("a"));
    end(batch, new Reply.Missing(reset));
    last = plan.close();
    assertThat(aborted()).containsExactly("avg:a{*}");
    assertThat(acts()).hasSize(1);
  }

  @Test
  void failsHalvesThatHaveNotLeft() {
    Batch first = wishOne(enter("first"));
    wish(enter("a"), enter("b"));
    Batch pair = only(end(first, answer(first)));
    Batch half =
        only(
            end(
                pair,
                new Reply.Refused(RateLimitHeaders.NONE, new QueryRejectedException("bad"), true)));
    last = plan.close();
    assertThat(aborted()).containsExactlyInAnyOrder("avg:a{*}", "avg:b{*}");
    assertThat(acts()).hasSize(3).contains(new Act.Cancel(half));
    now += 10 * SECOND;
    assertThat(wake()).isEmpty();
  }

  @Test
  void refusesFurtherWishes() {
    QueryEntry query = enter("a");
    last = plan.close();
    assertThat(acts()).isEmpty();
    Step step = plan.wish(query, new Deadline(now + 3 * SECOND), now);
    assertThat(((Refresh.Refused) step.refresh()).why())
        .isInstanceOf(TransportException.class)
        .hasMessage("api.example.com: the source is closed");
    assertThat(step.acts()).isEmpty();
  }
}
