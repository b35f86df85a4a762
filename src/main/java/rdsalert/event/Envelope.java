package rdsalert.event;

import org.jspecify.annotations.Nullable;

/**
 * What EventBridge wrote around a CloudTrail record.
 *
 * @param id the envelope's own id, which may change when an event is forwarded: for messages only,
 *     never to tell events apart
 * @param replayName the replay that delivered the event again, null for a first delivery
 */
public record Envelope(
    @Nullable String id,
    @Nullable String source,
    @Nullable String detailType,
    @Nullable String account,
    @Nullable String region,
    @Nullable String replayName) {}
