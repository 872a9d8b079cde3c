package io.github.scaler4j.manifest;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.Constant;

/**
 * The characters of a YAML document for SnakeYAML's scanner, which can show tabs as blanks.
 *
 * <p>Holds them all at once. SnakeYAML's own reader copies the rest of the text for each 1,025
 * characters of a line, so one long scalar takes quadratic time.
 *
 * <p>Confined to one call.
 */
final class YamlCharacters extends StreamReader {

  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final int[] characters;
  private int at;
  private int line;
  private int column;
  private int documentStart;
  private int blanksUntil;
  private int openCollections;
  private boolean afterToken;

  YamlCharacters(String text) {
    super("");
    this.characters = new int[text.codePointCount(0, text.length())];
    int count = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(characters[count - 1])) {
      int character = text.codePointAt(i);
      if (!isPrintable(character)) {
        throw new ReaderException("", count, character, "special characters are not allowed");
      }
      characters[count++] = character;
    }
  }

  /** Shows later tabs as blanks, unless they may be part of the indentation. */
  boolean showBlanksForTabs() {
    int here = character(0);
    if (here == ' ') {
      // Some versions accept a tab in braces and brackets, but not the blanks after it.
      return true;
    }
    if (here != '\t' || !(afterToken || openCollections > 0)) {
      return false;
    }
    blanksUntil = at;
    while (blanksUntil < characters.length
        && (characters[blanksUntil] == '\t' || characters[blanksUntil] == ' ')) {
      blanksUntil++;
    }
    return true;
  }

  private int character(int ahead) {
    return at + ahead < characters.length ? characters[at + ahead] : 0;
  }

  @Override
  public int peek() {
    return peek(0);
  }

  @Override
  public int peek(int ahead) {
    int found = character(ahead);
    return found == '\t' && at + ahead < blanksUntil ? ' ' : found;
  }

  @Override
  public String prefix(int length) {
    return new String(characters, at, Math.min(length, characters.length - at));
  }

  @Override
  public String prefixForward(int length) {
    String prefix = prefix(length);
    move(length);
    return prefix;
  }

  @Override
  public void forward() {
    forward(1);
  }

  /** The scanner consumes the bracket or brace of a collection separately, and text as a prefix. */
  @Override
  public void forward(int length) {
    int passed = length == 1 ? character(0) : 0;
    if (passed == '[' || passed == '{') {
      openCollections++;
    } else if (passed == ']' || passed == '}') {
      openCollections--;
    }
    move(length);
  }

  private void move(int length) {
    for (int i = 0; i < length && at < characters.length; i++) {
      int passed = characters[at++];
      if (Constant.LINEBR.has(passed) || (passed == '\r' && character(0) != '\n')) {
        line++;
        column = 0;
        afterToken = false;
      } else if (passed != BYTE_ORDER_MARK) {
        column++;
        afterToken |= " \t-?:\r".indexOf(passed) < 0;
      }
    }
  }

  @Override
  public Mark getMark() {
    return new Mark("", at, line, column, characters, at);
  }

  @Override
  public int getIndex() {
    return at;
  }

  @Override
  public int getLine() {
    return line;
  }

  @Override
  public int getColumn() {
    return column;
  }

  @Override
  public int getDocumentIndex() {
    return at - documentStart;
  }

  @Override
  public void resetDocumentIndex() {
    documentStart = at;
  }
}
