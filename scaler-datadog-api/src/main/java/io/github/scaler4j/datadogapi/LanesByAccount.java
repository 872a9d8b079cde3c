package io.github.scaler4j.datadogapi;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.source.HostStatus;
import io.github.scaler4j.source.MergingStatistics;
import io.github.scaler4j.source.SourceContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes of a source, one for each account. Thread-safe. */
final class LanesByAccount {

  private static final Logger log = LoggerFactory.getLogger(LanesByAccount.class.getPackageName());

  // An organisation has a few keys. Many accounts on one host probably have the same keys from
  // suppliers that are not equal.
  private static final int MANY = 20;

  private final DatadogApiOptions options;
  private final SourceContext context;
  private final SourceEvents events;
  private final QueryExchange exchange;

  private final Object lock = new Object();

  @GuardedBy("lock") private final Map<Account, AccountLane> lanes = new HashMap<>();

  @GuardedBy("lock") private final Set<String> warned = new HashSet<>();

  @GuardedBy("lock") private boolean closed;

  // The warnings that are decided and not yet logged.
  private final Queue<Crowd> unlogged = new ConcurrentLinkedQueue<>();

  /** A host with many accounts. */
  private record Crowd(String host, long accounts) {}

  LanesByAccount(
      DatadogApiOptions options,
      SourceContext context,
      SourceEvents events,
      QueryExchange exchange) {
    this.options = options;
    this.context = context;
    this.events = events;
    this.exchange = exchange;
  }

  /**
   * Uses the lane of an account, creating it if necessary. The lane is closed if these lanes are
   * closed.
   *
   * @param use opens a query in the lane. It runs under this object's lock, because a lane without
   *     queries may be dropped at any time
   */
  <T> T use(Account account, Function<AccountLane, T> use) {
    synchronized (lock) {
      AccountLane lane = lanes.get(account);
      if (lane == null) {
        lane = open(account);
      }
      return use.apply(lane);
    }
  }

  @GuardedBy("lock") private AccountLane open(Account account) {
    // A new account is the occasion to drop lanes without readers, such as one with rotated keys.
    lanes.values().removeIf(AccountLane::isDisposable);
    Set<String> taken = new HashSet<>();
    lanes.forEach(
        (other, lane) -> {
          if (other.host().equals(account.host())) {
            taken.add(lane.name());
          }
        });
    AccountLane lane =
        new AccountLane(
            account, AccountNaming.choose(account, taken), options, context, events, exchange);
    lanes.put(account, lane);
    if (closed) {
      lane.close();
    }
    count(account.host());
    return lane;
  }

  @GuardedBy("lock") private void count(String host) {
    long accounts = lanes.keySet().stream().filter(one -> one.host().equals(host)).count();
    if (accounts >= MANY && warned.add(host)) {
      unlogged.add(new Crowd(host, accounts));
    }
  }

  /**
   * Logs what the use of lanes has revealed. A logger may block, so the caller must hold no lock.
   */
  void logWarnings() {
    for (Crowd crowd = unlogged.poll(); crowd != null; crowd = unlogged.poll()) {
      log.warn(
          "{} is read with {} different pairs of keys, each with its own requests and budget; if "
              + "they belong to one organisation, use one pair, or give the suppliers of each "
              + "key the same name (SecretSupplier.named)",
          crowd.host(),
          crowd.accounts());
    }
  }

  /** Returns the state of each account's host. */
  List<HostStatus> status() {
    List<AccountLane> open;
    synchronized (lock) {
      open = List.copyOf(lanes.values());
    }
    return open.stream().map(AccountLane::status).toList();
  }

  /** Returns the statistics of merging for all accounts. */
  MergingStatistics merging() {
    List<AccountLane> open;
    synchronized (lock) {
      open = List.copyOf(lanes.values());
    }
    return open.stream()
        .map(AccountLane::merging)
        .reduce(MergingStatistics.NONE, MergingStatistics::plus);
  }

  /** Returns how many lanes are kept. */
  int size() {
    synchronized (lock) {
      return lanes.size();
    }
  }

  void close() {
    List<AccountLane> open;
    synchronized (lock) {
      closed = true;
      open = List.copyOf(lanes.values());
    }
    open.forEach(AccountLane::close);
  }
}
