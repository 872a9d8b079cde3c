package io.github.scaler4j.benchmarks.comparison;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the user asked for.
 *
 * @param help whether to print the usage and nothing else
 * @param quick whether to do with less, in under a minute
 * @param scalers the numbers of triggers
 * @param limit how many requests Datadog allows in a period
 * @param period the rate limit's period
 * @param latency how long Datadog takes for an answer
 * @param out the folder that gets the report
 * @param from the JSON of an earlier run to make the report of, or empty for a new run
 */
record Arguments(
    boolean help,
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

        --quick     up to 1,000 scalers and short runs: under a minute instead of some five
        --scalers   how many scalers to compare at; default 10,100,1000,10000
        --limit     Datadog's rate limit; default 1600/60. A run lasts a whole period at least
        --latency   how long Datadog takes for an answer; default 25
        --out       where comparison.html and comparison.json go; default benchmarks/target/comparison
        --from      make the HTML and the tables of this comparison.json, without a run
      """;

  private static final int MOST_SCALERS = 100_000;
  private static final Pattern LIMIT = Pattern.compile("(\\d{1,9})/(\\d{1,6})");

  /** An argument that can't be used; the message says which, why, and what can be. */
  static final class BadArgument extends Exception {
    private static final long serialVersionUID = 1L;

    BadArgument(String name, String given, String accepted) {
      super("%s: '%s' can't be used; accepted is %s".formatted(name, given, accepted));
    }
  }

  /**
   * Reads the arguments.
   *
   * @throws BadArgument if one is unknown, lacks its value or has one that is out of range
   */
  static Arguments parse(List<String> args) throws BadArgument {
    boolean help = false;
    boolean quick = false;
    List<Integer> scalers = List.of();
    int limit = 1_600;
    Duration period = Duration.ofSeconds(60);
    Duration latency = Duration.ofMillis(25);
    Path out = defaultFolder();
    Optional<Path> from = Optional.empty();
    Iterator<String> rest = args.iterator();
    while (rest.hasNext()) {
      String name = rest.next();
      switch (name) {
        case "--help", "-h" -> help = true;
        case "--quick" -> quick = true;
        case "--scalers" -> scalers = scalers(value(name, rest));
        case "--limit" -> {
          Matcher parts = limit(value(name, rest));
          limit = Integer.parseInt(parts.group(1));
          period = Duration.ofSeconds(Integer.parseInt(parts.group(2)));
        }
        case "--latency" -> latency = latency(value(name, rest));
        case "--out" -> out = Path.of(value(name, rest));
        case "--from" -> from = Optional.of(Path.of(value(name, rest)));
        default -> throw new BadArgument("argument", name, "what --help shows");
      }
    }
    if (scalers.isEmpty()) {
      scalers = quick ? List.of(10, 100, 1_000) : List.of(10, 100, 1_000, 10_000);
    }
    return new Arguments(help, quick, scalers, limit, period, latency, out, from);
  }

  // Maven runs it in the repository's root, a developer perhaps in the module.
  private static Path defaultFolder() {
    Path module = Path.of("benchmarks");
    Path target = Path.of("target", "comparison");
    return module.toFile().isDirectory() ? module.resolve(target) : target;
  }

  private static String value(String name, Iterator<String> rest) throws BadArgument {
    if (!rest.hasNext()) {
      throw new BadArgument(name, "", "a value after it");
    }
    return rest.next();
  }

  private static List<Integer> scalers(String text) throws BadArgument {
    List<Integer> scalers = new ArrayList<>();
    for (String number : text.split(",", -1)) {
      int count = number(number, 1, MOST_SCALERS);
      if (count < 0 || scalers.contains(count)) {
        throw new BadArgument(
            "--scalers", text, "different numbers from 1 to " + MOST_SCALERS + ", with commas");
      }
      scalers.add(count);
    }
    return scalers.stream().sorted().toList();
  }

  private static Matcher limit(String text) throws BadArgument {
    Matcher parts = LIMIT.matcher(text);
    if (!parts.matches()
        || Integer.parseInt(parts.group(1)) == 0
        || Integer.parseInt(parts.group(2)) == 0) {
      throw new BadArgument("--limit", text, "REQUESTS/SECONDS, such as 1600/60 or 600/3600");
    }
    return parts;
  }

  private static Duration latency(String text) throws BadArgument {
    int millis = number(text, 0, 2_000);
    if (millis < 0) {
      throw new BadArgument("--latency", text, "0 to 2000, in milliseconds");
    }
    return Duration.ofMillis(millis);
  }

  /** Returns a number, or -1 if it is none or out of range. */
  private static int number(String text, int least, int most) {
    if (!text.matches("\\d{1,9}")) {
      return -1;
    }
    int number = Integer.parseInt(text);
    return number < least || number > most ? -1 : number;
  }
}
