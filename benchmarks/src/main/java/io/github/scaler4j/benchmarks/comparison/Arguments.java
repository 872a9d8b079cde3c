package io.github.scaler4j.benchmarks.comparison;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The command line's arguments.
 *
 * @param quick whether to run less, in under a minute
 * @param scalers the numbers of triggers
 * @param limit how many requests Datadog allows in a period
 * @param period the rate limit's period
 * @param latency how long Datadog takes to answer
 * @param out the report's folder
 * @param from the JSON of an earlier run to report again, or empty for a new run
 */
record Arguments(
    boolean quick,
    List<Integer> scalers,
    int limit,
    Duration period,
    Duration latency,
    Path out,
    Optional<Path> from) {

  static final String USAGE =
      """
      usage: [--quick] [--scalers N,N...] [--limit REQUESTS/SECONDS] [--latency MILLISECONDS]
             [--out FOLDER] [--from FILE]

        --quick     up to 1,000 scalers and short runs: under a minute instead of about five
        --scalers   how many scalers to compare at; default 10,100,1000,10000
        --limit     Datadog's rate limit; default 1600/60. A run lasts at least a whole period
        --latency   how long Datadog takes to answer; default 25
        --out       the folder of comparison.html, .svg and .json; default benchmarks/target/comparison
        --from      writes the page, the picture and the tables of this comparison.json, without a run
      """;

  /** An invalid argument; the message names it, the reason, and what is accepted. */
  static final class BadArgument extends Exception {
    private static final long serialVersionUID = 1L;

    BadArgument(String name, String given, String accepted) {
      super("%s: '%s' can't be used; accepted: %s".formatted(name, given, accepted));
    }
  }

  /**
   * Reads the arguments.
   *
   * @throws BadArgument if one is unknown, lacks its value or has one that is out of range
   */
  static Arguments parse(List<String> args) throws BadArgument {
    boolean quick = args.contains("--quick");
    String scalers = quick ? "10,100,1000" : "10,100,1000,10000";
    String limit = "1600/60";
    String latency = "25";
    // Maven runs the program in the repository's root; a developer may run it in the module.
    String out =
        (Files.isDirectory(Path.of("benchmarks")) ? "benchmarks/" : "") + "target/comparison";
    Optional<Path> from = Optional.empty();
    Iterator<String> rest = args.iterator();
    while (rest.hasNext()) {
      String name = rest.next();
      switch (name) {
        case "--quick" -> {}
        case "--scalers" ->
            scalers =
                value(
                    name,
                    rest,
                    "[1-9]\\d{0,4}(,[1-9]\\d{0,4})*",
                    "numbers from 1 to 99999, with commas");
        case "--limit" ->
            limit =
                value(
                    name,
                    rest,
                    "[1-9]\\d{0,8}/[1-9]\\d{0,5}",
                    "REQUESTS/SECONDS, such as 1600/60 or 600/3600");
        case "--latency" -> latency = value(name, rest, "1?\\d{1,3}", "0 to 1999, in milliseconds");
        case "--out" -> out = value(name, rest, ".+", "a folder");
        case "--from" -> from = Optional.of(Path.of(value(name, rest, ".+", "a file")));
        default -> throw new BadArgument("argument", name, "what --help shows");
      }
    }
    String[] requestsAndSeconds = limit.split("/", -1);
    return new Arguments(
        quick,
        Stream.of(scalers.split(",", -1)).map(Integer::valueOf).distinct().sorted().toList(),
        Integer.parseInt(requestsAndSeconds[0]),
        Duration.ofSeconds(Long.parseLong(requestsAndSeconds[1])),
        Duration.ofMillis(Long.parseLong(latency)),
        Path.of(out),
        from);
  }

  private static String value(String name, Iterator<String> rest, String pattern, String accepted)
      throws BadArgument {
    String value = rest.hasNext() ? rest.next() : "";
    if (!value.matches(pattern)) {
      throw new BadArgument(name, value, accepted);
    }
    return value;
  }
}
