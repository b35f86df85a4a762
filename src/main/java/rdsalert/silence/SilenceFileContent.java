package rdsalert.silence;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a file of exceptions. Each entry is read by itself, so that one that repeats a
 * property, or goes too far in another way, spoils no other.
 *
 * @param entries null if there is no list of them
 * @param others the names of properties beside the list that are not known
 */
record SilenceFileContent(@Nullable List<Entry> entries, List<String> others) {
  private static final String LIST = "exceptions";
  private static final String SCHEMA = "$schema";
  private static final Pattern REPEATED = Pattern.compile("Duplicate field '(.*)'");

  /** Takes any JSON there is: what is too much for an entry is found when the entry is read. */
  private static final JsonFactory ANY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** One entry, or what keeps it from being read. */
  sealed interface Entry {
    record Read(JsonNode json) implements Entry {}

    record Unread(String fault) implements Entry {}
  }

  /**
   * Reads a file.
   *
   * @throws JacksonException if it is not JSON
   */
  static SilenceFileContent read(InputStream in) throws IOException {
    List<Entry> entries = null;
    List<String> others = new ArrayList<>();
    try (JsonParser parser = ANY.createParser(in)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
          boolean isList = parser.nextToken() == JsonToken.START_ARRAY;
          if (name.equals(LIST) && isList && entries == null) {
            entries = entries(parser);
          } else {
            boolean known = name.equals(SCHEMA) && parser.currentToken() == JsonToken.VALUE_STRING;
            if (!known) {
              others.add(name);
            }
            parser.skipChildren();
          }
        }
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        parser.skipChildren();
        throw new JsonParseException(parser, "more than one value");
      }
    }
    return new SilenceFileContent(entries, others);
  }

  private static List<Entry> entries(JsonParser parser) throws IOException {
    List<Entry> entries = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      StringWriter text = new StringWriter();
      try (JsonGenerator copy = ANY.createGenerator(text)) {
        copy.copyCurrentStructure(parser);
      }
      entries.add(entry(text.toString()));
    }
    return entries;
  }

  private static Entry entry(String text) throws IOException {
    try {
      return new Entry.Read(STRICT.readTree(text));
    } catch (StreamConstraintsException e) {
      return new Entry.Unread("it nests too deep, or has a name, a text or a number too long");
    } catch (JacksonException e) {
      Matcher repeated = REPEATED.matcher(e.getOriginalMessage());
      return new Entry.Unread(
          repeated.find()
              ? "property '" + repeated.group(1) + "' is there twice"
              : "it cannot be read: " + e.getOriginalMessage());
    }
  }
}
