package rdsalert.event;

import org.jspecify.annotations.Nullable;

/**
 * The VPC endpoint that a call came through. Who owns its network chooses the source address of the
 * call, be it private or public.
 *
 * @param account the owner's account; null in older records
 */
public record VpcEndpoint(String id, @Nullable String account) {}
