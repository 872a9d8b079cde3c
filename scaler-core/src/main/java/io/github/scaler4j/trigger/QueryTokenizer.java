package io.github.scaler4j.trigger;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts the queries of a text at its top-level commas, as Datadog does. A wrong count would shift
 * the answers of all later queries of a request.
 *
 * <p>It never refuses a query. It can't count a text with unbalanced quotes or brackets, a blank
 * piece, a quote inside braces, or a backslash outside quotes. The rules are those of the Cluster
 * Agent's check before it batches, except for quotes inside braces.
 *
 * <p>Confined to one call.
 */
final class QueryTokenizer {

  private final String query;
  private final Deque<Character> open = new ArrayDeque<>();
  private char quote;
  private int pieces;
  private int start;

  private QueryTokenizer(String query) {
    this.query = query;
  }

  /**
   * Counts a query's top-level queries.
   *
   * @return 1 or more, or 0 if the tokenizer is not sure
   */
  static int count(String query) {
    QueryTokenizer tokenizer = new QueryTokenizer(query);
    return tokenizer.scan() ? tokenizer.pieces : 0;
  }

  private boolean scan() {
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (quote != 0) {
        i += c == '\\' ? 1 : 0;
        quote = c == quote ? 0 : quote;
      } else if (!take(c, i)) {
        return false;
      }
    }
    return quote == 0 && open.isEmpty() && endPiece(query.length());
  }

  private boolean take(char c, int at) {
    switch (c) {
      case '\'', '"' -> {
        // In a scope an apostrophe may belong to a tag; in a function's arguments it quotes.
        quote = c;
        return !open.contains('}');
      }
      case '(' -> open.push(')');
      case '[' -> open.push(']');
      case '{' -> open.push('}');
      case ')', ']', '}' -> {
        return !open.isEmpty() && open.pop() == c;
      }
      case ',' -> {
        return !open.isEmpty() || endPiece(at);
      }
      case '\\' -> {
        return false;
      }
      default -> {}
    }
    return true;
  }

  private boolean endPiece(int end) {
    String piece = query.substring(start, end);
    pieces++;
    start = end + 1;
    return !GoSpace.trim(piece).isEmpty();
  }
}
