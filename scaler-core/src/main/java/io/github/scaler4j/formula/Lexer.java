package io.github.scaler4j.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a formula into tokens. */
final class Lexer {

  private static final Pattern NUMBER =
      Pattern.compile(
          "[0-9][0-9_]*(\\.[0-9_]*)?([eE][+-]?[0-9_]*)?|\\.[0-9][0-9_]*([eE][+-]?[0-9_]*)?");
  private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{Nd}_$]*");
  private static final Pattern SYMBOL =
      Pattern.compile("\\*\\*|\\?\\?|&&|\\|\\||[<>=!]=|[-+*/%^<>!?:,()\\[\\]{}#]");

  /** The language's words that count as symbols, and those that are refused by name. */
  private static final Set<String> SYMBOL_WORDS = Set.of("and", "or", "not");

  private static final Set<String> REFUSED_WORDS =
      Set.of("in", "matches", "contains", "startsWith", "endsWith", "let", "if", "else");

  private Lexer() {}

  static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    int position = 0;
    while (position < text.length()) {
      if (isSpace(text.charAt(position))) {
        position++;
      } else {
        Token token = token(text, position);
        tokens.add(token);
        position += token.text().length();
      }
    }
    tokens.add(new Token(Token.Kind.END, "", text.length()));
    return tokens;
  }

  private static boolean isSpace(char character) {
    return character == ' ' || character == '\t' || character == '\n' || character == '\r';
  }

  private static Token token(String text, int position) {
    Matcher number = at(NUMBER, text, position);
    if (number.lookingAt()) {
      if (number.end() < text.length() && isNamePart(text.charAt(number.end()))) {
        throw new FormulaException("bad number \"" + number.group() + "...\"", position);
      }
      return new Token(Token.Kind.NUMBER, number.group(), position);
    }
    Matcher name = at(NAME, text, position);
    if (name.lookingAt()) {
      return word(name.group(), position);
    }
    Matcher symbol = at(SYMBOL, text, position);
    if (symbol.lookingAt()) {
      return new Token(Token.Kind.SYMBOL, symbol.group(), position);
    }
    String character = new String(Character.toChars(text.codePointAt(position)));
    throw new FormulaException("\"" + character + "\" is not understood here", position);
  }

  private static Token word(String word, int position) {
    if (REFUSED_WORDS.contains(word)) {
      throw new FormulaException("\"" + word + "\" is not supported", position);
    }
    return new Token(
        SYMBOL_WORDS.contains(word) ? Token.Kind.SYMBOL : Token.Kind.NAME, word, position);
  }

  private static Matcher at(Pattern pattern, String text, int position) {
    return pattern.matcher(text).region(position, text.length());
  }

  private static boolean isNamePart(char character) {
    return Character.isLetterOrDigit(character) || character == '_' || character == '$';
  }
}
