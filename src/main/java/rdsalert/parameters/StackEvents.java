package rdsalert.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import rdsalert.aws.TimeLimit;

/**
 * Whether CloudFormation was deploying, changing or deleting a stack, by its name, at some time, as
 * the events say that it keeps of it for 90 days. If it cannot be found out the call fails.
 */
public record StackEvents(SignedCalls calls, String stack) implements Predicate<Instant> {
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/x-www-form-urlencoded");

  /** All pages together: an alert waits for them, and its run has thirty seconds. */
  private static final TimeLimit ALL = new TimeLimit(Duration.ofSeconds(5));

  /** A record's time is cut to the second, and clocks differ. */
  private static final Duration ABOUT = Duration.ofSeconds(5);

  @Override
  public boolean test(Instant time) {
    try {
      return ALL.call(() -> ranAt(time));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "not known whether a deployment of " + stack + " ran: " + e.getMessage(), e);
    }
  }

  private boolean ranAt(Instant time) throws IOException {
    Page page = page("", time); // of a hundred, the newest first
    while (page.decided().isEmpty() && !page.next().isEmpty()) {
      page = page(page.next(), time);
    }
    return page.decided().orElse(false);
  }

  /** What the events of a page decide, and the token of the next page, empty if there is none. */
  private record Page(Optional<Boolean> decided, String next) {}

  private Page page(String token, Instant time) throws IOException {
    String query =
        "Action=DescribeStackEvents&Version=2010-05-15&StackName="
            + URLEncoder.encode(stack, UTF_8)
            + (token.isEmpty() ? "" : "&NextToken=" + URLEncoder.encode(token, UTF_8));
    try {
      return read(calls.call(query, HEADERS), time);
    } catch (XMLStreamException | DateTimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Page read(byte[] answer, Instant time) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(answer));
    Map<String, String> fields = new HashMap<>();
    Optional<Boolean> decided = Optional.empty();
    String token = "";
    while (xml.hasNext()) {
      int next = xml.next();
      if (next == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "StackId", "PhysicalResourceId", "ResourceStatus", "Timestamp" ->
              fields.put(xml.getLocalName(), xml.getElementText());
          case "NextToken" -> token = xml.getElementText();
          default -> {}
        }
      } else if (next == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("member")) {
        decided = decided.or(() -> decide(fields, time));
        fields.clear();
      }
    }
    return new Page(decided, token);
  }

  /** What the event says that comes next before those that are known, if it is the stack's own. */
  private static Optional<Boolean> decide(Map<String, String> event, Instant time) {
    Instant at = Instant.parse(event.getOrDefault("Timestamp", ""));
    boolean own = event.getOrDefault("StackId", "-").equals(event.get("PhysicalResourceId"));
    if (!own || at.isAfter(time.plus(ABOUT))) {
      return Optional.empty();
    }
    String status = event.getOrDefault("ResourceStatus", "");
    boolean runs = status.endsWith("_IN_PROGRESS") && !status.startsWith("REVIEW_");
    return runs || at.isBefore(time.minus(ABOUT)) ? Optional.of(runs) : Optional.empty();
  }
}
