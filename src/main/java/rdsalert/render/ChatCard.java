package rdsalert.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import rdsalert.text.JsonText;
import rdsalert.text.Links;
import rdsalert.text.SafeText;

/**
 * A custom notification of Amazon Q Developer in chat applications.
 *
 * <p>Its texts are live markup in Slack and Teams, so callers' text comes in only through {@link
 * SafeText#chat} or {@link SafeText#word}.
 *
 * @param context shown nowhere, but there for custom actions
 */
record ChatCard(
    Ids ids,
    String title,
    List<String> description,
    List<String> nextSteps,
    List<String> keywords,
    Summary summary,
    List<String> resources,
    ObjectNode context) {
  /** Slack refuses a section of more than 3,000 characters; the service itself takes 8,000. */
  static final int LONGEST_DESCRIPTION = 3000;

  private static final String MORE = "More is in the e-mail.";

  /** The message's id; messages with the same thread's id go into one thread. */
  record Ids(String message, String thread) {}

  /** The message in one line, and what kind of event it tells of. */
  record Summary(String line, String eventType) {}

  String json() {
    ObjectNode card = JsonText.object().put("version", "1.0").put("source", "custom");
    card.put("id", ids.message());
    ObjectNode content = card.putObject("content").put("textType", "client-markdown");
    content.put("title", Links.broken(title)).put("description", shortened());
    nextSteps.forEach(content.putArray("nextSteps")::add);
    keywords.forEach(content.putArray("keywords")::add);
    ObjectNode metadata = card.putObject("metadata").put("threadId", ids.thread());
    metadata.put("summary", summary.line()).put("eventType", summary.eventType());
    resources.forEach(metadata.putArray("relatedResources")::add);
    metadata.set("additionalContext", context);
    return JsonText.of(card);
  }

  /** Without its last lines if it is longer than a section may be. */
  private String shortened() {
    StringBuilder text = new StringBuilder();
    for (String line : Links.broken(String.join("\n", description)).split("\n", -1)) {
      if (text.length() + line.length() + MORE.length() + 2 > LONGEST_DESCRIPTION) {
        return text.append(MORE).toString();
      }
      text.append(line).append('\n');
    }
    return text.toString().stripTrailing();
  }
}
