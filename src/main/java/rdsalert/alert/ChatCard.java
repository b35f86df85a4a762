package rdsalert.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A custom notification of Amazon Q Developer in chat applications.
 *
 * <p>Its texts are live markup in Slack and Teams, so callers' text comes in only through {@link
 * SafeText#chat} or {@link SafeText#word}.
 *
 * @param thread messages with the same id go into one thread
 * @param context shown nowhere, but there for custom actions
 */
record ChatCard(
    String id,
    String thread,
    String title,
    String description,
    List<String> nextSteps,
    List<String> keywords,
    String summary,
    String eventType,
    List<String> resources,
    Map<String, String> context) {
  /** The longest title that is shown. */
  static final int LONGEST_TITLE = 250;

  /** Slack refuses a section of more than 3,000 characters; the service itself takes 8,000. */
  static final int LONGEST_DESCRIPTION = 3000;

  ChatCard {
    nextSteps = List.copyOf(nextSteps);
    keywords = List.copyOf(keywords);
    resources = List.copyOf(resources);
    context = Map.copyOf(context);
  }

  String json() {
    ObjectNode card = JsonText.object().put("version", "1.0").put("source", "custom").put("id", id);
    ObjectNode content = card.putObject("content").put("textType", "client-markdown");
    content.put("title", title).put("description", description);
    nextSteps.forEach(content.putArray("nextSteps")::add);
    keywords.forEach(content.putArray("keywords")::add);
    ObjectNode metadata = card.putObject("metadata").put("threadId", thread);
    metadata.put("summary", summary).put("eventType", eventType);
    resources.forEach(metadata.putArray("relatedResources")::add);
    ObjectNode more = metadata.putObject("additionalContext");
    context.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> more.put(entry.getKey(), entry.getValue()));
    return JsonText.of(card);
  }
}
